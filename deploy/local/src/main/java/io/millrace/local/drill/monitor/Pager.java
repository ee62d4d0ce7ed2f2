// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.drill.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Who is on call: the receiver of Alertmanager's webhooks. */
public final class Pager implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int NO_CONTENT = 204;
    private static final int NO_BODY = -1;

    private final HttpServer server;
    private final List<Page> received = new CopyOnWriteArrayList<>();
    private final Map<String, Page> last = new ConcurrentHashMap<>();

    /** Listens from now on, on any port. */
    public Pager() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::take);
        server.start();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            long now = System.nanoTime();
            for (JsonNode alert : JSON.readTree(exchange.getRequestBody()).path("alerts")) {
                Page page = Page.of(alert, now);
                received.add(page);
                last.put(page.key(), page);
            }
            exchange.sendResponseHeaders(NO_CONTENT, NO_BODY);
        }
    }

    /** What has paged since, watchdog and resolutions left out, in the order in which it came. */
    public List<Page> since(long nanos) {
        return received.stream()
                .filter(page -> page.firing() && !page.isWatchdog() && page.atNanos() - nanos >= 0)
                .toList();
    }

    /** What has paged and is not resolved, of what tells how things are now. */
    public List<Page> open() {
        return last.values().stream()
                .filter(page -> page.firing() && AlertRule.isOfNow(page.alert()))
                .toList();
    }

    /** As somebody does by hand with pages that nobody resolves. */
    public void forget(List<Page> pages) {
        pages.forEach(page -> last.remove(page.key(), page));
    }

    /** Whether the way from Prometheus to here works. */
    public boolean hasHeardOfTheWatchdog() {
        return received.stream().anyMatch(Page::isWatchdog);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
