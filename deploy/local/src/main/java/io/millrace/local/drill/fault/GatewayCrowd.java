// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.drill.fault;

import io.millrace.config.MillraceConfig;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * A thousand clients who send three times as much as the brokers take of a gateway, and wait for no {@code Retry-After}. Undone, every
 * event that a gateway has answered with 200 has to be in its source topic.
 */
public final class GatewayCrowd implements Fault {
    static final String PIPELINE = "logs";
    private static final int CLIENTS = 1_000;
    private static final int THREADS = 20;
    private static final int TIMES = 3;
    /** Little enough for any machine to send three times as much, and to read what gets through. */
    private static final long TAKEN_BYTES_PER_SECOND = 100_000;

    /** In which each client sends one event. */
    private static final long ROUND_NANOS =
            TimeUnit.SECONDS.toNanos(CLIENTS * CrowdClient.EVENT_BYTES) / (TIMES * TAKEN_BYTES_PER_SECOND);

    private static final Duration END_LIMIT = Duration.ofMinutes(2);

    @Override
    public Undo in(Scene scene) throws IOException {
        MillraceConfig config = scene.deployment().config();
        ProducerQuota quota = new ProducerQuota(config, "gateway-" + PIPELINE);
        quota.set((double) TAKEN_BYTES_PER_SECOND);
        URI gateway = scene.deployment().gateways().get(0).url();
        Set<String> taken = ConcurrentHashMap.newKeySet();
        List<Thread> threads = IntStream.range(0, THREADS)
                .mapToObj(i -> new Thread(() -> crowd(gateway, i, taken), "crowd-" + i))
                .peek(thread -> thread.setDaemon(true))
                .peek(Thread::start)
                .toList();
        return () -> {
            threads.forEach(Thread::interrupt);
            quota.set(null);
            join(threads);
            RequestKeys.requireIn(config, PIPELINE, taken);
        };
    }

    /** The threads begin one after the other, so that the clients of all send evenly. */
    private static void crowd(URI gateway, int number, Set<String> taken) {
        List<CrowdClient> clients = IntStream.range(0, CLIENTS / THREADS)
                .mapToObj(i -> new CrowdClient(gateway, "crowd-" + number + '-' + i))
                .toList();
        long due = System.nanoTime() + number * ROUND_NANOS / THREADS;
        while (!Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(due - System.nanoTime());
            clients.forEach(CrowdClient::send);
            clients.forEach(client -> client.answered(taken));
            due = Math.max(due + ROUND_NANOS, System.nanoTime());
        }
        clients.forEach(CrowdClient::close);
    }

    private static void join(List<Thread> threads) throws IOException {
        try {
            for (Thread thread : threads) {
                thread.join(END_LIMIT.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
