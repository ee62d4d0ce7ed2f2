// SPDX-License-Identifier: Apache-2.0
package io.millrace.opensearch;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;

/** Answers that no sound node gives, to requests that it remembers. */
final class FakeNode implements AutoCloseable {
    /** What is answered. */
    record Reply(int status, String body) {
        static Reply error(int status, String type) {
            return new Reply(
                    status,
                    "{\"error\":{\"root_cause\":[{\"type\":\"" + type + "\",\"reason\":\"r\"}],\"type\":\"" + type
                            + "\",\"reason\":\"r\"},\"status\":" + status + "}");
        }

        /** Every document of the bulk is taken. */
        static Reply taken(String bulk) {
            return new Reply(
                    200,
                    bulk.lines()
                            .filter(line -> line.startsWith("{\"index\":{\"_id\":"))
                            .map(line -> "{\"index\":{\"status\":201}}")
                            .collect(Collectors.joining(",", "{\"items\":[", "]}")));
        }
    }

    /** The bodies of all POSTs. */
    final List<String> bulks = new CopyOnWriteArrayList<>();

    /** The authorizations of all requests. */
    final List<String> authorizations = new CopyOnWriteArrayList<>();

    volatile Function<String, Reply> bulkReply = Reply::taken;
    volatile Reply reply = new Reply(200, "{}");

    /** Whether an answer is begun and never ended. */
    volatile boolean stalls;

    private final String scheme;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    FakeNode() {
        this(null);
    }

    /** @param tls null for plain HTTP */
    FakeNode(SSLContext tls) {
        this.scheme = tls == null ? "http" : "https";
        InetSocketAddress anywhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try {
            if (tls == null) {
                server = HttpServer.create(anywhere, 0);
            } else {
                HttpsServer secure = HttpsServer.create(anywhere, 0);
                secure.setHttpsConfigurator(new HttpsConfigurator(tls));
                server = secure;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            Reply answer = reply;
            if (exchange.getRequestMethod().equals("POST")) {
                bulks.add(body);
                answer = bulkReply.apply(body);
            }
            byte[] bytes = answer.body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status, bytes.length == 0 ? -1 : bytes.length + (stalls ? 1 : 0));
            exchange.getResponseBody().write(bytes);
            if (stalls) {
                exchange.getResponseBody().flush();
                return;
            }
            exchange.close();
        });
        server.start();
    }

    String url() {
        return scheme + "://localhost:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
