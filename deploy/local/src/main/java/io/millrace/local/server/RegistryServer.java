// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.server;

import io.millrace.local.process.ChildProcess;
import io.millrace.local.process.JavaProgram;
import io.millrace.local.process.Ports;
import io.millrace.local.process.Server;
import io.millrace.local.process.ServerHome;
import io.millrace.local.process.Site;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;

/**
 * Apicurio Registry behind Confluent's API. Its schemas are kept in a file: in memory, every event written before a restart would
 * point to an id that no longer exists, or that means another schema.
 */
public final class RegistryServer implements Server {

    private final int port;
    private final Site site;
    private final ChildProcess process;
    private final Rest rest;

    public RegistryServer(Site site, int port) {
        this.port = port;
        this.site = site;
        this.process = new ChildProcess("registry", site);
        this.rest = Rest.local(port, "/apis/ccompat/v7");
    }

    @Override
    public ChildProcess process() {
        return process;
    }

    /** What clients call {@code schema.registry.url}. */
    public URI url() {
        return rest.base();
    }

    @Override
    public String address() {
        return url().toString();
    }

    @Override
    public void start() {
        Ports.requireFree(name(), port, "--registry-port");
        process.start(new JavaProgram(
                ServerHome.classPath("registry"),
                "io.quarkus.runner.GeneratedMain",
                List.of(
                        "-Xmx384m",
                        "-XX:TieredStopAtLevel=1",
                        "-Dquarkus.http.host=" + Ports.HOST,
                        "-Dquarkus.http.port=" + port,
                        "-Dquarkus.http.access-log.enabled=false",
                        "-Dquarkus.log.console.format=%d{yyyy-MM-dd HH:mm:ss,SSS} %-5p %c{2.} - %s%e%n",
                        "-Dapicurio.datasource.url=jdbc:h2:file:"
                                + site.data(name()).resolve("schemas") + ";WRITE_DELAY=0"),
                List.of()));
    }

    @Override
    public void awaitReady() {
        process.awaitReady(() -> rest.answers("/subjects"));
        refuseIncompatibleSchemas();
    }

    /** Apicurio has no rule unless it is given one. */
    private void refuseIncompatibleSchemas() {
        try {
            HttpResponse<String> answer = rest.put("/config", "{\"compatibility\":\"BACKWARD\"}");
            if (answer.statusCode() != 200) {
                throw new IllegalStateException("the registry refused the compatibility rule: " + answer.body());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the registry did not take the compatibility rule", e);
        }
    }
}
