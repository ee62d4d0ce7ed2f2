// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.stack;

import io.millrace.local.process.ChildProcess;
import io.millrace.local.process.JavaProgram;
import io.millrace.local.process.Ports;
import io.millrace.local.process.Site;
import io.millrace.local.server.Rest;
import io.millrace.local.server.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A {@code millrace gateway} process. */
public final class GatewayInstance implements Worker {
    static final String NAME_PREFIX = "gateway-";

    private static final String MAIN_CLASS = "io.millrace.gateway.GatewayMain";
    private static final String HEAP = "-Xmx512m";

    private final Site site;
    private final GatewayPorts ports;
    private final Map<String, String> settings;
    private final ChildProcess process;
    private final Rest probes;

    /**
     * @param number determines its name, {@code gateway-0} and so on
     * @param ports of its endpoints
     * @param settings of all processes of the deployment
     */
    public GatewayInstance(Site site, int number, GatewayPorts ports, Map<String, String> settings) {
        this.site = site;
        this.ports = ports;
        this.settings = Map.copyOf(settings);
        this.process = new ChildProcess(NAME_PREFIX + number, site);
        this.probes = Rest.local(ports.http(), "");
    }

    @Override
    public ChildProcess process() {
        return process;
    }

    /** Where it takes events. */
    public URI url() {
        return URI.create(StackSettings.eventsUrl(settings, ports));
    }

    @Override
    public String address() {
        return url().toString();
    }

    @Override
    public void start() {
        Ports.requireFree(name(), ports.events(), "--gateway-port");
        Ports.requireFree(name() + " (http)", ports.http(), "--gateway-http-port");
        Ports.requireFree(name() + " (admin)", ports.admin(), "--gateway-admin-port");
        Path config = site.configFile(name());
        Settings.write(config, StackSettings.ofGateway(settings, ports));
        process.start(new JavaProgram(
                ProjectFolder.gatewayClassPath(), MAIN_CLASS, List.of(HEAP), List.of("--config", config.toString())));
    }

    @Override
    public void awaitReady() {
        process.awaitReady(this::isReady);
    }

    @Override
    public boolean isReady() {
        return probes.answers("/ready");
    }
}
