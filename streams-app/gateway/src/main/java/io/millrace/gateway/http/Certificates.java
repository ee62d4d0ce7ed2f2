// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.http;

import io.millrace.config.gateway.TlsConfig;
import io.millrace.gateway.access.FileStamp;
import java.io.File;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.config.types.Password;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The certificates of the event port and of its clients, from files that may change at any time. What cannot be used changes nothing. */
final class Certificates {
    private static final Logger LOG = LoggerFactory.getLogger(Certificates.class);

    private final TlsConfig config;
    private final SslContextFactory.Server context = new SslContextFactory.Server();
    private List<FileStamp> seen;

    /** Reads the files; throws when they cannot be used. */
    Certificates(TlsConfig config) throws IOException, GeneralSecurityException {
        this.config = config;
        seen = look();
        Stores.of(config).show(context);
        context.setKeyStorePassword(secret(config.keyStorePassword()));
        context.setNeedClientAuth(config.clientAuth().equals("need"));
        context.setWantClientAuth(config.clientAuth().equals("want"));
    }

    /** What the files hold; without a truststore, clients' certificates have to be in the keystore. */
    private record Stores(KeyStore own, KeyStore trusted) {
        static Stores of(TlsConfig config) throws IOException, GeneralSecurityException {
            KeyStore own = store(config.keyStore(), config.keyStorePassword());
            return new Stores(
                    own, config.trustStore().isEmpty() ? own : store(config.trustStore(), config.trustStorePassword()));
        }

        /** In either format. */
        private static KeyStore store(String file, Password password) throws IOException, GeneralSecurityException {
            String secret = secret(password);
            return KeyStore.getInstance(new File(file), secret == null ? null : secret.toCharArray());
        }

        void show(SslContextFactory to) {
            to.setKeyStore(own);
            to.setTrustStore(trusted);
        }
    }

    /** For new connections; old ones live on with what they began with. */
    SslContextFactory.Server context() {
        return context;
    }

    private List<FileStamp> look() throws IOException {
        List<FileStamp> stamps = new ArrayList<>();
        stamps.add(FileStamp.of(Path.of(config.keyStore())));
        if (!config.trustStore().isEmpty()) {
            stamps.add(FileStamp.of(Path.of(config.trustStore())));
        }
        return stamps;
    }

    private static String secret(Password password) {
        return password == null ? null : password.value();
    }

    /** Reads the files again if one has changed. To be called by one thread, about once a second. */
    void check() {
        try {
            List<FileStamp> now = look();
            if (now.equals(seen)) {
                return;
            }
            seen = now;
            Stores next = Stores.of(config);
            requireUsable(next);
            context.reload(next::show);
            LOG.atInfo().addKeyValue("keystore", config.keyStore()).log("The certificates were read again");
        } catch (Exception e) {
            if (seen != null) {
                LOG.atError()
                        .addKeyValue("keystore", config.keyStore())
                        .addKeyValue("truststore", config.trustStore())
                        .addKeyValue("why", e.toString())
                        .log("The certificates cannot be used; those before stay in effect");
            }
            seen = e instanceof NoSuchFileException ? null : seen;
        }
    }

    /** Jetty forgets what it has before it reads what comes next, so that is tried beside it. */
    private void requireUsable(Stores next) throws Exception {
        SslContextFactory.Server trial = new SslContextFactory.Server();
        next.show(trial);
        trial.setKeyStorePassword(secret(config.keyStorePassword()));
        trial.start();
        trial.stop();
    }
}
