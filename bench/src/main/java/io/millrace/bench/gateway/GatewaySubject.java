// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.gateway;

import io.millrace.bench.subject.Spec;
import io.millrace.gateway.GatewayApp;
import io.millrace.local.server.Rest;

/** The gateway as it is. */
public final class GatewaySubject extends ServerSubject {
    private static final long STEP_MS = 20;

    private final GatewayApp app;

    public GatewaySubject(Spec spec) {
        super(spec);
        app = new GatewayApp(ServerRun.config(spec));
    }

    @Override
    @SuppressWarnings("ThreadSleepMillis")
    int serve() throws InterruptedException {
        app.start();
        Rest probes = Rest.local(app.httpPort(), "");
        while (!probes.answers("/ready")) {
            Thread.sleep(STEP_MS);
        }
        return app.port();
    }
}
