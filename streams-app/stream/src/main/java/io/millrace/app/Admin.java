// SPDX-License-Identifier: Apache-2.0
package io.millrace.app;

import io.millrace.admin.AdminEndpoint;
import io.millrace.admin.Switchable;
import io.millrace.config.MillraceConfig;
import io.millrace.pipeline.start.StartException;
import java.io.IOException;
import org.apache.kafka.common.config.types.Password;

/** Whether and where a process can be told to switch. */
public final class Admin {
    private static final int SHORTEST_TOKEN = 8;

    private Admin() {}

    /** Binds the port; null when there is no token. */
    public static AdminEndpoint endpoint(MillraceConfig config, Switchable process) {
        Password token = config.admin().token();
        if (token == null) {
            return null;
        }
        if (token.value().length() < SHORTEST_TOKEN) {
            throw new StartException(MillraceConfig.ADMIN_TOKEN + " is shorter than " + SHORTEST_TOKEN + " characters");
        }
        String host = config.admin().listen().host();
        int port = config.admin().listen().port();
        try {
            return new AdminEndpoint(host, port, token.value(), process);
        } catch (IOException e) {
            throw PortRefusal.of(MillraceConfig.ADMIN_HOST, host, MillraceConfig.ADMIN_PORT, port, e);
        }
    }
}
