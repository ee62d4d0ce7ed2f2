// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.server;

import io.millrace.local.process.ChildProcess;
import io.millrace.local.process.JavaProgram;
import io.millrace.local.process.Ports;
import io.millrace.local.process.Server;
import io.millrace.local.process.ServerHome;
import io.millrace.local.process.Site;
import java.net.URI;
import java.util.List;

/** One OpenSearch node without security, whose indices are below {@code data/opensearch}. */
public final class OpenSearchServer implements Server {

    private static final String CLUSTER = "millrace-local";

    private final int port;
    private final Site site;
    private final ChildProcess process;
    private final Rest rest;

    public OpenSearchServer(Site site, int port) {
        this.port = port;
        this.site = site;
        this.process = new ChildProcess("opensearch", site);
        this.rest = Rest.local(port, "");
    }

    @Override
    public ChildProcess process() {
        return process;
    }

    /** What clients call {@code opensearch.urls}. */
    public URI url() {
        return rest.base();
    }

    @Override
    public String address() {
        return url().toString();
    }

    @Override
    public void start() {
        Ports.requireFree(name(), port, "--opensearch-port");
        process.start(new JavaProgram(
                ServerHome.classPath("opensearch"),
                "io.millrace.local.opensearch.OpenSearchNode",
                List.of("-Xmx512m"),
                List.of(Integer.toString(port), site.data(name()).toString(), CLUSTER)));
    }

    /** It answers before it has found its indices. */
    @Override
    public void awaitReady() {
        process.awaitReady(() -> rest.answers("/_cluster/health?wait_for_status=yellow&timeout=10s"));
    }
}
