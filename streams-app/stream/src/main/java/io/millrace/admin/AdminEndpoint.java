// SPDX-License-Identifier: Apache-2.0
package io.millrace.admin;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.millrace.instance.InstanceStatus;
import io.millrace.instance.SwitchRequest;
import io.millrace.profile.Profile;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /profile}: GET tells what is running, PUT starts a switch and answers 202. 400 for an invalid profile, 401 without the
 * token, 409 while switching, 422 for a profile that cannot be used.
 */
public final class AdminEndpoint implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AdminEndpoint.class);
    private static final int LARGEST_BODY = 256 * 1024;
    private static final int THREADS = 2;
    private static final String BEARER = "Bearer ";

    private final ObjectMapper json = new ObjectMapper();
    private final HttpServer server;
    private final byte[] expected;
    private final Switchable process;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> {
        Thread daemon = new Thread(task, "admin");
        daemon.setDaemon(true);
        return daemon;
    });

    /** Binds the port, and throws {@link IOException} when it cannot; {@link #start} starts answering. */
    public AdminEndpoint(String host, int port, String token, Switchable process) throws IOException {
        server = HttpServer.create(new InetSocketAddress(host, port), 0);
        server.setExecutor(threads);
        server.createContext(InstanceStatus.PATH, this::answer);
        expected = (BEARER + token).getBytes(StandardCharsets.UTF_8);
        this.process = process;
    }

    public void start() {
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        if (!isAllowed(exchange)) {
            LOG.atWarn().addKeyValue("from", exchange.getRemoteAddress()).log("Refused a request without the token");
            problem(exchange, 401, "The token is missing or wrong (admin.token)");
            return;
        }
        switch (exchange.getRequestMethod()) {
            case "GET" -> send(exchange, 200, process.status());
            case "PUT" -> begin(exchange);
            default -> problem(exchange, 405, "Use GET or PUT");
        }
    }

    /** Takes the same time however much of the token is correct. */
    private boolean isAllowed(HttpExchange exchange) {
        String given = exchange.getRequestHeaders().getFirst("Authorization");
        return given != null && MessageDigest.isEqual(expected, given.getBytes(StandardCharsets.UTF_8));
    }

    private void begin(HttpExchange exchange) throws IOException {
        try {
            process.switchTo(profile(exchange));
            send(exchange, 202, process.status());
        } catch (JacksonException e) {
            problem(exchange, 400, "Not a profile: " + e.getOriginalMessage());
        } catch (SwitchRefusedException e) {
            problem(exchange, e.isBusy() ? 409 : 422, e.getMessage());
        }
    }

    private Profile profile(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY);
        SwitchRequest request = json.readValue(body, SwitchRequest.class);
        if (request.profile() == null || request.settings() == null) {
            throw new JsonParseException(null, "profile and settings are required");
        }
        return Profile.of(request.profile(), request.settings());
    }

    private void problem(HttpExchange exchange, int status, String says) throws IOException {
        send(exchange, status, Map.of("problem", says));
    }

    private void send(HttpExchange exchange, int status, Object body) throws IOException {
        byte[] bytes = json.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
