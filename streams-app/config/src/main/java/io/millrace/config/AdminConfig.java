// SPDX-License-Identifier: Apache-2.0
package io.millrace.config;

import java.util.List;
import org.apache.kafka.common.config.types.Password;

/**
 * How processes are queried and told to switch profiles.
 *
 * @param listen where this process listens
 * @param token required of every request; null when this process does not listen
 * @param instances URLs of all processes of the application
 */
public record AdminConfig(ListenAddress listen, Password token, List<String> instances) {
    public AdminConfig {
        instances = List.copyOf(instances);
    }
}
