// SPDX-License-Identifier: Apache-2.0
package io.millrace.app;

import io.millrace.config.MillraceConfig;
import io.millrace.pipeline.start.StartException;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Where other instances of the application reach the HTTP port of this one. */
final class Advertised {
    private Advertised() {}

    /** As {@code host:port}, with the port that is bound. Who listens on all addresses names that of this machine. */
    static String address(MillraceConfig config, int boundPort) {
        String advertised = config.httpAdvertised();
        if (advertised.matches("(\\[.*]|[^:]*):[0-9]+")) {
            return advertised;
        }
        String host = advertised.isEmpty() ? host(config.http().host()) : advertised;
        boolean isBare = host.contains(":") && !host.startsWith("[");
        return (isBare ? '[' + host + ']' : host) + ':' + boundPort;
    }

    private static String host(String listening) {
        try {
            boolean isAny = InetAddress.getByName(listening).isAnyLocalAddress();
            return isAny ? InetAddress.getLocalHost().getHostAddress() : listening;
        } catch (UnknownHostException e) {
            throw new StartException(
                    "This machine does not know its own address; say where other instances reach it ("
                            + MillraceConfig.HTTP_ADVERTISED + "=host)",
                    e);
        }
    }
}
