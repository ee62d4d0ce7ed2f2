// SPDX-License-Identifier: Apache-2.0
package io.millrace.app;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.millrace.config.MillraceConfig;
import io.millrace.top.TopEndpoint;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** {@code /live}, {@code /ready} and {@code /metrics}, and what is added. */
public final class HttpEndpoints implements AutoCloseable {
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;
    private static final String TEXT = "text/plain; charset=utf-8";

    /** So that, with the limit below, a client that stalls in its request does not block a probe. */
    private static final int THREADS = 4 + TopEndpoint.WHOLE_AT_ONCE + TopEndpoint.LOCAL_AT_ONCE;

    private static final String REQUEST_LIMIT = "sun.net.httpserver.maxReqTime";
    private static final String REQUEST_LIMIT_SECONDS = "10";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> {
        Thread daemon = new Thread(task, "http");
        daemon.setDaemon(true);
        return daemon;
    });

    /** Binds the port; {@link #start} starts answering. */
    public HttpEndpoints(MillraceConfig config, PrometheusMeterRegistry metrics, Supplier<Health> health) {
        this(config.http().host(), config.http().port(), MillraceConfig.HTTP_PORT, metrics, health);
    }

    /** The same on a port that {@code portKey} has. */
    public HttpEndpoints(
            String host, int port, String portKey, PrometheusMeterRegistry metrics, Supplier<Health> health) {
        // Read by the JDK's server when it is first used.
        System.setProperty(REQUEST_LIMIT, System.getProperty(REQUEST_LIMIT, REQUEST_LIMIT_SECONDS));
        try {
            server = HttpServer.create(new InetSocketAddress(host, port), 0);
        } catch (IOException e) {
            throw PortRefusal.of(MillraceConfig.HTTP_HOST, host, portKey, port, e);
        }
        server.setExecutor(threads);
        server.createContext("/live", exchange -> answer(exchange, health.get().live(), health.get()));
        server.createContext("/ready", exchange -> answer(exchange, health.get().ready(), health.get()));
        server.createContext(
                "/metrics",
                exchange -> send(exchange, OK, "text/plain; version=0.0.4; charset=utf-8", metrics.scrape()));
    }

    /** Before the start. */
    void add(String path, HttpHandler handler) {
        server.createContext(path, handler);
    }

    public void start() {
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    private static void answer(HttpExchange exchange, boolean good, Health health) throws IOException {
        send(exchange, good ? OK : UNAVAILABLE, TEXT, health.text());
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
