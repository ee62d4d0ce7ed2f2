// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway;

import io.millrace.config.gateway.GatewayConfig;
import io.millrace.config.gateway.GatewayKeys;
import io.millrace.gateway.access.Authenticator;
import io.millrace.gateway.access.ClientsFile;
import io.millrace.gateway.access.ClientsFileException;
import io.millrace.gateway.access.IssuerKeys;
import io.millrace.pipeline.start.StartException;
import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may send, as it is configured.
 *
 * @param file null when anybody may
 * @param issuer of JSON Web Tokens, or null
 */
record Access(ClientsFile file, IssuerKeys issuer, Authenticator authenticator) {
    private static final Logger LOG = LoggerFactory.getLogger(Access.class);
    private static final String KEY = GatewayKeys.PREFIX + GatewayKeys.CLIENTS_FILE;

    /** Throws {@link StartException} when the file cannot be used. */
    static Access of(GatewayConfig config) {
        if (config.clientsFile().isEmpty()) {
            LOG.atWarn().addKeyValue("key", KEY).log("Whoever reaches the port may send events");
            return new Access(null, null, new Authenticator(null, null));
        }
        try {
            ClientsFile file = new ClientsFile(Path.of(config.clientsFile()));
            IssuerKeys issuer = config.jwt().isOff() ? null : new IssuerKeys(config.jwt());
            return new Access(file, issuer, new Authenticator(file, issuer));
        } catch (IOException | ClientsFileException e) {
            throw new StartException(
                    "Cannot use the clients file " + config.clientsFile() + " (" + KEY + "): " + e.getMessage(), e);
        }
    }

    /** To be called about once a second. */
    void check() {
        if (file != null) {
            file.check();
        }
    }

    /** Asks the issuer, which may take seconds. To be called about once a second. */
    void checkIssuer() {
        if (issuer != null) {
            issuer.check(System.nanoTime());
        }
    }

    /** In epoch milliseconds; 0 without a file. */
    long loadedAt() {
        return file == null ? 0 : file.loadedAt();
    }
}
