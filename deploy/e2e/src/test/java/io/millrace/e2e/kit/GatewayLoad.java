// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e.kit;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Clients of a gateway that repeat each request, under its own key, until it is answered with a 200. */
public final class GatewayLoad implements AutoCloseable {
    private static final int CLIENTS = 4;
    private static final int MOST_EVENTS = 20;

    /** The answers with a 200, by the ids of their events, which are their values. */
    public final Map<List<String>, Answer> answered = new ConcurrentHashMap<>();

    /** All other answers. */
    public final List<Answer> refused = Collections.synchronizedList(new ArrayList<>());

    public final AtomicInteger broken = new AtomicInteger();
    private final GatewayProcess gateway;
    private final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    private volatile boolean stopped;

    public GatewayLoad(GatewayProcess gateway) {
        this.gateway = gateway;
        IntStream.range(0, CLIENTS).forEach(client -> clients.execute(() -> send(client)));
    }

    private void send(int client) {
        for (int request = 0; !stopped; request++) {
            String name = "client-" + client + '-' + request;
            List<String> ids = IntStream.rangeClosed(0, request % MOST_EVENTS)
                    .mapToObj(i -> '"' + name + '-' + i + '"')
                    .toList();
            send(name, ids);
        }
    }

    private void send(String name, List<String> ids) {
        byte[] body = ids.stream().collect(Collectors.joining(",", "[", "]")).getBytes(StandardCharsets.UTF_8);
        await().pollInSameThread().forever().pollDelay(Duration.ZERO).until(() -> isTaken(name, ids, body));
    }

    private boolean isTaken(String name, List<String> ids, byte[] body) {
        try {
            Answer answer = Answer.of(gateway.post("logs", "application/json", body, "Idempotency-Key", name));
            if (answer.status() == 200) {
                answered.put(ids, answer);
                return true;
            }
            refused.add(answer);
        } catch (IOException e) {
            broken.incrementAndGet();
        }
        return false;
    }

    /** Returns when each request that was begun has its 200. */
    public void stop() throws InterruptedException {
        stopped = true;
        clients.shutdown();
        if (!clients.awaitTermination(2, TimeUnit.MINUTES)) {
            throw new AssertionError("A request is never answered with a 200");
        }
    }

    @Override
    public void close() {
        clients.shutdownNow();
    }
}
