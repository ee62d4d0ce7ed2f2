// SPDX-License-Identifier: Apache-2.0
package io.millrace.config.gateway;

import org.apache.kafka.common.config.types.Password;

/**
 * The certificates of the event port.
 *
 * @param keyStore file; empty for plain HTTP
 * @param keyStorePassword null for none
 * @param trustStore file with the authorities of clients; may be empty
 * @param trustStorePassword null for none
 * @param clientAuth {@code none}, {@code want} or {@code need}
 */
public record TlsConfig(
        String keyStore, Password keyStorePassword, String trustStore, Password trustStorePassword, String clientAuth) {
    public boolean isOff() {
        return keyStore.isEmpty();
    }
}
