// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import static org.awaitility.Awaitility.await;

import io.millrace.app.StreamApp;
import io.millrace.config.MillraceConfig;
import io.millrace.e2e.kit.Cluster;
import io.millrace.e2e.kit.ExactlyOnce;
import io.millrace.e2e.kit.LosingClients;
import io.millrace.e2e.kit.LosingClients.Step;
import io.millrace.e2e.kit.NothingLost;
import io.millrace.e2e.kit.Received;
import io.millrace.e2e.kit.Sent;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** All tasks of a thread share a producer, and a broker that is away for long fails what several of them have sent. */
class LostSendsIT {
    private static final int ROUNDS = 5;
    private static final int EVENTS = 200;

    @TempDir
    static Path folder;

    private static Cluster cluster;

    @BeforeAll
    static void start() {
        cluster = new Cluster(folder);
        cluster.start();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"at_least_once", "exactly_once_v2"})
    void shouldLoseNothingWhenTheSendsOfSeveralTasksFailTogether(String guarantee) throws Exception {
        Map<String, String> settings = new HashMap<>(cluster.newPipeline(guarantee));
        String pipeline = settings.get("pipelines");
        settings.put("kafka.default.client.supplier", LosingClients.class.getName());
        settings.put("pipelines." + pipeline + ".batch.max.events", "10");
        StreamApp app = new StreamApp(MillraceConfig.of(settings));
        try (app;
                Sent sent = new Sent(cluster.bootstrapServers(), pipeline + ".events");
                Received received =
                        new Received(cluster.bootstrapServers(), pipeline + ".batches", Cluster.PARTITIONS)) {
            app.start();
            for (int round = 0; round < ROUNDS; round++) {
                sent.send(EVENTS, Cluster.PARTITIONS);
                await().dontCatchUncaughtExceptions()
                        .until(() -> received.poll().ids().containsAll(sent.ids));
                LosingClients.LOSING.set(true);
                sent.send(EVENTS, Cluster.PARTITIONS);
                await().dontCatchUncaughtExceptions().until(() -> !LosingClients.LOSING.get());
            }
            sent.send(Cluster.PARTITIONS, Cluster.PARTITIONS);
            await().dontCatchUncaughtExceptions()
                    .until(() -> received.poll().ids().containsAll(sent.ids));
            received.settle();
            NothingLost.check(sent, received);
        }
    }

    /**
     * Kafka Streams commits what is under way for the sake of the other tasks: with the batches of the one that failed, and without its
     * offsets. Each commit has many batches here, all closed by age.
     */
    @ParameterizedTest
    @EnumSource(Step.class)
    void shouldSendNothingTwiceWhenAStepOfATransactionTimesOut(Step step) throws Exception {
        Map<String, String> settings = new HashMap<>(cluster.newPipeline("exactly_once_v2"));
        String pipeline = settings.get("pipelines");
        settings.put("kafka.default.client.supplier", LosingClients.class.getName());
        settings.put("commit.interval.ms", "1000");
        settings.put("pipelines." + pipeline + ".max.age.ms", "50");
        StreamApp app = new StreamApp(MillraceConfig.of(settings));
        try (app;
                Sent sent = new Sent(cluster.bootstrapServers(), pipeline + ".events");
                Received received =
                        new Received(cluster.bootstrapServers(), pipeline + ".batches", Cluster.PARTITIONS)) {
            app.start();
            for (int round = 0; round < ROUNDS; round++) {
                sent.send(Cluster.PARTITIONS, Cluster.PARTITIONS);
                await().dontCatchUncaughtExceptions()
                        .until(() -> received.poll().ids().containsAll(sent.ids));
                trickle(sent);
                LosingClients.TIMES_OUT.set(step);
                await().dontCatchUncaughtExceptions().until(() -> {
                    sent.send(Cluster.PARTITIONS, Cluster.PARTITIONS);
                    return LosingClients.TIMES_OUT.get() == null;
                });
            }
            sent.send(Cluster.PARTITIONS, Cluster.PARTITIONS);
            await().dontCatchUncaughtExceptions()
                    .until(() -> received.poll().ids().containsAll(sent.ids));
            received.settle();
            ExactlyOnce.check(sent, received);
        }
    }

    /** Some batches of each partition, in less time than lies between two commits. */
    private static void trickle(Sent sent) throws InterruptedException {
        for (int i = 0; i < 5; i++) {
            sent.send(Cluster.PARTITIONS, Cluster.PARTITIONS);
            Thread.sleep(80);
        }
    }
}
