// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.http;

import io.millrace.config.gateway.TlsConfig;
import org.apache.kafka.common.config.types.Password;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** The certificates of the event port, from their files. */
final class Tls {
    private Tls() {}

    static SslContextFactory.Server context(TlsConfig config) {
        SslContextFactory.Server context = new SslContextFactory.Server();
        context.setKeyStorePath(config.keyStore());
        context.setKeyStorePassword(secret(config.keyStorePassword()));
        if (!config.trustStore().isEmpty()) {
            context.setTrustStorePath(config.trustStore());
            context.setTrustStorePassword(secret(config.trustStorePassword()));
        }
        context.setNeedClientAuth(config.clientAuth().equals("need"));
        context.setWantClientAuth(config.clientAuth().equals("want"));
        return context;
    }

    private static String secret(Password password) {
        return password == null ? null : password.value();
    }
}
