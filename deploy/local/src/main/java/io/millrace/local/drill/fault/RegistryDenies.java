// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.drill.fault;

import io.millrace.local.server.RegistryServer;
import io.millrace.local.stack.Deployment;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;

/** The registry takes nobody's credentials any more, and a producer uses a schema that nobody has asked it for: that stops the pipeline. */
public final class RegistryDenies implements Fault {
    private static final int UNAUTHORIZED = 401;
    private static final int SCHEMA = 1_900_000_001;

    @Override
    public Undo in(Scene scene) throws IOException {
        Deployment deployment = scene.deployment();
        RegistryServer registry = deployment.stack().registry();
        registry.kill();
        URI url = registry.url();
        OneAnswer denying = new OneAnswer(new InetSocketAddress(url.getHost(), url.getPort()), UNAUTHORIZED);
        NewSchema.use(SCHEMA, deployment.config());
        return () -> {
            denying.close();
            Undo.endingStreams(scene).run();
        };
    }
}
