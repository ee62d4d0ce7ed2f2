// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e.kit;

import io.millrace.gateway.GatewayMain;
import io.millrace.local.process.ChildProcess;
import io.millrace.local.process.JavaProgram;
import io.millrace.local.process.Ports;
import io.millrace.local.process.Server;
import io.millrace.local.process.Site;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code millrace gateway} as its own process, to be killed and started again on the same ports. */
public final class GatewayProcess implements Server {
    public final int port = Ports.free();
    private final int httpPort = Ports.free();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ChildProcess process;
    private final Map<String, String> settings;
    private final String heap;

    public GatewayProcess(Site site, String name, Map<String, String> settings) {
        this(site, name, settings, "-Xmx256m");
    }

    /** With the heap that the JVM option {@code heap} gives it. */
    public GatewayProcess(Site site, String name, Map<String, String> settings, String heap) {
        this.heap = heap;
        process = new ChildProcess(name, site);
        this.settings = new HashMap<>(settings);
        this.settings.putAll(Map.of("gateway.port", Integer.toString(port), "http.port", Integer.toString(httpPort)));
    }

    @Override
    public ChildProcess process() {
        return process;
    }

    @Override
    public String address() {
        return "http://" + Ports.HOST + ':' + port;
    }

    @Override
    public void start() {
        List<String> arguments = new ArrayList<>();
        settings.forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
        process.start(new JavaProgram(
                System.getProperty("java.class.path"), GatewayMain.class.getName(), List.of(heap), arguments));
    }

    @Override
    public void awaitReady() {
        process.awaitReady(this::isReady);
    }

    public boolean isReady() {
        try {
            return get("/ready").statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    public Scrape scrape() throws IOException, InterruptedException {
        return Scrape.of(httpPort);
    }

    /** What the JDK's {@code jcmd} says to {@code command}; {@code GC.run} collects all garbage first. */
    public String jcmd(String command) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(process.pid().orElseThrow()),
                        command)
                .redirectErrorStream(true)
                .start();
        String output = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (jcmd.waitFor() != 0) {
            throw new IOException(output);
        }
        return output;
    }

    /** Of the port of probes and metrics. */
    public HttpResponse<String> get(String path) throws IOException {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + path)));
    }

    /** {@code headers} are names and values in turn. */
    public HttpResponse<String> post(String pipeline, String contentType, byte[] body, String... headers)
            throws IOException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(events(pipeline)).POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (contentType != null) {
            request.header("Content-Type", contentType);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    private URI events(String pipeline) {
        return URI.create("http://127.0.0.1:" + port + "/v1/pipelines/" + pipeline + "/events");
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted");
        }
    }
}
