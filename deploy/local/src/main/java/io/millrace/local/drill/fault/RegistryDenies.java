// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.drill.fault;

import com.sun.net.httpserver.HttpServer;
import io.millrace.local.server.RegistryServer;
import io.millrace.local.stack.Deployment;
import java.io.IOException;
import java.net.InetSocketAddress;

/** The registry takes nobody's credentials any more, and a producer uses a schema that nobody has asked it for: that stops the pipeline. */
public final class RegistryDenies implements Fault {
    private static final int UNAUTHORIZED = 401;
    private static final int NO_BODY = -1;
    private static final int SCHEMA = 1_900_000_001;

    @Override
    public Undo in(Scene scene) throws IOException {
        Deployment deployment = scene.deployment();
        RegistryServer registry = deployment.stack().registry();
        registry.kill();
        HttpServer denying = HttpServer.create(
                new InetSocketAddress(registry.url().getHost(), registry.url().getPort()), 0);
        denying.createContext("/", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(UNAUTHORIZED, NO_BODY);
            }
        });
        denying.start();
        NewSchema.use(SCHEMA, deployment.config());
        return () -> {
            denying.stop(0);
            Undo.endingStreams(scene).run();
        };
    }
}
