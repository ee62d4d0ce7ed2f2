// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.stack;

import io.millrace.app.StreamMain;
import io.millrace.local.process.ChildProcess;
import io.millrace.local.process.JavaProgram;
import io.millrace.local.process.Ports;
import io.millrace.local.process.Site;
import io.millrace.local.server.Rest;
import io.millrace.local.server.Settings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A process of {@code millrace stream}. It is ready when it processes events. */
public final class StreamInstance implements Worker {
    static final String NAME_PREFIX = "stream-";

    private static final String HEAP = "-Xmx1g";

    private final Site site;
    private final StreamPorts ports;
    private final Map<String, String> settings;
    private final ChildProcess process;
    private final Rest rest;

    /**
     * @param number determines its name, {@code stream-0} and so on
     * @param ports of its endpoints
     * @param settings of all stream processes of the deployment
     */
    public StreamInstance(Site site, int number, StreamPorts ports, Map<String, String> settings) {
        this.site = site;
        this.ports = ports;
        this.settings = Map.copyOf(settings);
        this.process = new ChildProcess(NAME_PREFIX + number, site);
        this.rest = Rest.local(ports.http(), "");
    }

    @Override
    public ChildProcess process() {
        return process;
    }

    StreamPorts ports() {
        return ports;
    }

    /** With {@code /live}, {@code /ready} and {@code /metrics}. */
    public URI url() {
        return rest.base();
    }

    /** In Prometheus' text format; empty when there is no answer. */
    String metrics() {
        try {
            return rest.get("/metrics").body();
        } catch (IOException e) {
            return "";
        }
    }

    Path stateFolder() {
        return site.data(name()).resolve("state");
    }

    @Override
    public String address() {
        return url() + "/metrics";
    }

    @Override
    public void start() {
        Ports.requireFree(name(), ports.http(), "--http-port");
        Ports.requireFree(name() + " (admin)", ports.admin(), "--admin-port");
        Path config = site.configFile(name());
        Settings.write(config, StackSettings.ofInstance(settings, this));
        process.start(new JavaProgram(
                ProjectFolder.streamClassPath(),
                StreamMain.class.getName(),
                List.of(HEAP, ProjectFolder.streamArchive()),
                List.of("--config", config.toString())));
    }

    @Override
    public void awaitReady() {
        process.awaitReady(this::isReady);
    }

    @Override
    public boolean isReady() {
        return rest.answers("/ready");
    }
}
