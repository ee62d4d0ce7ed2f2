// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.drill.fault;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;

/** An HTTP server that gives everybody the same answer, which has no body. */
final class OneAnswer implements AutoCloseable {
    private static final int NO_BODY = -1;

    private final HttpServer server;

    /** Answers from now on. */
    OneAnswer(InetSocketAddress address, int status) throws IOException {
        server = HttpServer.create(address, 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                exchange.sendResponseHeaders(status, NO_BODY);
            }
        });
        server.start();
    }

    InetSocketAddress address() {
        return server.getAddress();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
