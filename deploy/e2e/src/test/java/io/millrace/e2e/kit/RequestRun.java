// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/**
 * Clients that send a {@link RequestPlan} as the gateway's answers tell them: with a key the whole until there is a 200, without one what
 * {@code retry} names, and after a broken connection all of it; at the next of several gateways, as a balancer would.
 */
public final class RequestRun implements AutoCloseable {
    private static final int CLIENTS = 8;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final double NANOS_PER_SECOND = 1e9;
    private static final List<Integer> REPEATABLE = List.of(408, 503);

    public final AtomicInteger refused = new AtomicInteger();
    public final AtomicInteger broken = new AtomicInteger();
    /** Of the broken ones, those that found nobody to connect to. */
    public final AtomicInteger unconnected = new AtomicInteger();

    private final RequestPlan plan;
    private final List<GatewayProcess> gateways;
    private final String pipeline;
    private final Claims claims;
    private final int mostPerSecond;
    private final long begun = System.nanoTime();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private volatile boolean stopped;
    private final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);

    /** As fast as answers come. */
    public RequestRun(RequestPlan plan, List<GatewayProcess> gateways, String pipeline, Claims claims) {
        this(plan, gateways, pipeline, claims, Integer.MAX_VALUE);
    }

    /** @param mostPerSecond events of all clients together, without those that are sent again because of an answer */
    public RequestRun(
            RequestPlan plan, List<GatewayProcess> gateways, String pipeline, Claims claims, int mostPerSecond) {
        this.mostPerSecond = mostPerSecond;
        this.plan = plan;
        this.gateways = List.copyOf(gateways);
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

    /** Begins nothing more, and returns when what was begun has its 200, with what that is. */
    public RequestPlan stop() throws InterruptedException {
        stopped = true;
        if (!clients.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("A request is never answered with a 200");
        }
        return plan.upTo(answered());
    }

    private void sendAll() {
        try {
            while (!stopped) {
                int turn = next.getAndIncrement();
                if (turn >= plan.order().length) {
                    return;
                }
                send(plan.order()[turn]);
                answered.incrementAndGet();
            }
        } catch (RuntimeException | Error e) {
            failure.compareAndSet(null, e);
        }
    }

    private void send(int request) {
        AtomicReference<int[]> left = new AtomicReference<>(plan.events(request));
        awaitTurn(left.get().length);
        AtomicInteger turn = new AtomicInteger(request);
        await().pollInSameThread().forever().pollDelay(Duration.ZERO).until(() -> {
            GatewayProcess gateway = gateways.get(turn.getAndIncrement() % gateways.size());
            left.set(leftAfter(gateway, request, left.get()));
            return left.get().length == 0;
        });
    }

    private void awaitTurn(int events) {
        long due = begun + (long) (NANOS_PER_SECOND * sent.getAndAdd(events) / mostPerSecond);
        while (due > System.nanoTime() && !stopped) {
            LockSupport.parkNanos(due - System.nanoTime());
        }
    }

    private int[] leftAfter(GatewayProcess gateway, int request, int[] events) {
        try {
            Answer answer = post(gateway, request, events);
            record(events, answer);
            return left(events, answer, plan.hasKey(request));
        } catch (ConnectException e) {
            unconnected.incrementAndGet();
            broken.incrementAndGet();
            return events;
        } catch (IOException e) {
            broken.incrementAndGet();
            return events;
        }
    }

    private Answer post(GatewayProcess gateway, int request, int[] events) throws IOException {
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
