// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.profiles;

import io.millrace.local.server.KafkaServer;
import java.time.Duration;
import java.util.concurrent.ExecutionException;

/**
 * Kills the broker that leads most partitions of a topic, as {@code kill -9} does, and starts it again: where there are
 * others, when they lead; where there are none, after a moment.
 */
final class LeaderKill {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration BEYOND = Duration.ofSeconds(2);
    private static final long STEP_MS = 200;

    private final Brokers brokers;
    private final BrokerCluster cluster;
    private final String topic;

    private interface Condition {
        boolean holds() throws InterruptedException;
    }

    LeaderKill(Brokers brokers, BrokerCluster cluster, String topic) {
        this.brokers = brokers;
        this.cluster = cluster;
        this.topic = topic;
    }

    /** Returns when the broker is back and every replica is in sync. */
    void run() throws ExecutionException, InterruptedException {
        int node = cluster.leaderOfMost(topic);
        KafkaServer leader = brokers.node(node);
        leader.kill();
        try {
            if (brokers.count() > 1) {
                await("The other brokers lead " + topic, () -> cluster.isLedWithout(node, topic));
            }
            // As long as someone needs to see it, so that clients meet the new leaders, or none, and not just a broken
            // connection.
            Thread.sleep(BEYOND.toMillis());
        } finally {
            leader.start();
        }
        leader.awaitReady();
        await("All replicas are in sync", cluster::isInSync);
    }

    private static void await(String what, Condition condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException(what + ": not within " + PATIENCE);
            }
            pause();
        }
    }

    @SuppressWarnings("ThreadSleepMillis")
    private static void pause() throws InterruptedException {
        Thread.sleep(STEP_MS);
    }
}
