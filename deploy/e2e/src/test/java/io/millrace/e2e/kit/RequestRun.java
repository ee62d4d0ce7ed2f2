// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/**
 * Clients that send a {@link RequestPlan} as the gateway's answers tell them: with a key the whole until there is a 200, without one what
 * {@code retry} names, and after a broken connection all of it.
 */
public final class RequestRun implements AutoCloseable {
    private static final int CLIENTS = 8;
    private static final List<Integer> REPEATABLE = List.of(408, 503);

    public final AtomicInteger refused = new AtomicInteger();
    public final AtomicInteger broken = new AtomicInteger();
    private final RequestPlan plan;
    private final GatewayProcess gateway;
    private final String pipeline;
    private final Claims claims;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);

    public RequestRun(RequestPlan plan, GatewayProcess gateway, String pipeline, Claims claims) {
        this.plan = plan;
        this.gateway = gateway;
        this.pipeline = pipeline;
        this.claims = claims;
        IntStream.range(0, CLIENTS).forEach(client -> clients.execute(this::sendAll));
        clients.shutdown();
    }

    /** Sendings that have their 200. Fails when an answer was not what it may be. */
    public int answered() {
        if (failure.get() != null) {
            throw new AssertionError("An answer is not what it may be", failure.get());
        }
        return answered.get();
    }

    private void sendAll() {
        try {
            int turn = next.getAndIncrement();
            while (turn < plan.order().length) {
                send(plan.order()[turn]);
                answered.incrementAndGet();
                turn = next.getAndIncrement();
            }
        } catch (RuntimeException | Error e) {
            failure.compareAndSet(null, e);
        }
    }

    private void send(int request) {
        AtomicReference<int[]> left = new AtomicReference<>(plan.events(request));
        await().pollInSameThread().forever().pollDelay(Duration.ZERO).until(() -> {
            left.set(leftAfter(request, left.get()));
            return left.get().length == 0;
        });
    }

    private int[] leftAfter(int request, int[] events) {
        try {
            Answer answer = post(request, events);
            record(events, answer);
            return left(events, answer, plan.hasKey(request));
        } catch (IOException e) {
            broken.incrementAndGet();
            return events;
        }
    }

    private Answer post(int request, int[] events) throws IOException {
        byte[] body = RequestPlan.body(events);
        String[] headers =
                plan.hasKey(request) ? new String[] {"Idempotency-Key", RequestPlan.key(request)} : new String[0];
        return Answer.of(gateway.post(pipeline, "application/x-ndjson", body, headers));
    }

    /** A 503 names offsets too, of the events that Kafka has. */
    private void record(int[] events, Answer answer) {
        JsonNode offsets = answer.body().path("offsets");
        for (int i = 0; i < offsets.size(); i++) {
            if (!offsets.get(i).isNull()) {
                claims.add(
                        offsets.get(i).get(0).intValue(), offsets.get(i).get(1).longValue(), events[i]);
            }
        }
    }

    private int[] left(int[] events, Answer answer, boolean hasKey) {
        JsonNode body = answer.body();
        if (answer.status() == 200) {
            assertThat(body.path("rejected")).isEmpty();
            assertThat(body.path("accepted").intValue()).isEqualTo(events.length);
            assertThat(body.path("offsets")).hasSize(events.length).noneMatch(JsonNode::isNull);
            return new int[0];
        }
        refused.incrementAndGet();
        assertThat(answer.status()).as(answer.toString()).isIn(REPEATABLE);
        if (answer.status() == 503) {
            assertThat(Integer.parseInt(answer.retryAfter())).isBetween(1, 32);
            assertThat(answer.shed() == null).as(answer.toString()).isEqualTo(body.has("retry"));
        }
        return hasKey || !body.has("retry")
                ? events
                : StreamSupport.stream(body.path("retry").spliterator(), false)
                        .mapToInt(index -> events[index.intValue()])
                        .toArray();
    }

    @Override
    public void close() {
        clients.shutdownNow();
    }
}
