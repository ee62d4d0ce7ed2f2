// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import static org.assertj.core.api.Assertions.assertThat;
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
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionListing;
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
        Map<String, String> settings = cluster.newPipeline(guarantee);
        settings.put("pipelines." + settings.get("pipelines") + ".batch.max.events", "10");

        failEachRound(settings, LosingClients::loseSends, NothingLost::check);

        if (guarantee.equals("exactly_once_v2")) {
            shouldHaveGoneOnUnderOtherTransactionalIds(settings);
        }
    }

    /** What a broker leaves out of an abort, the next commit under the same id would commit. */
    private static void shouldHaveGoneOnUnderOtherTransactionalIds(Map<String, String> settings) throws Exception {
        String prefix =
                MillraceConfig.of(settings).pipelines().get(0).application().transactions();
        try (Admin admin = cluster.admin()) {
            assertThat(admin.listTransactions().all().get())
                    .extracting(TransactionListing::transactionalId)
                    .filteredOn(id -> id.startsWith(prefix))
                    .hasSizeGreaterThan(ROUNDS);
        }
    }

    /**
     * Kafka Streams commits what is under way for the sake of the other tasks: with the batches of the one that failed, and without its
     * offsets. Batches are closed by age here, as a timer's failure is what it takes for one task alone.
     */
    @ParameterizedTest
    @EnumSource(Step.class)
    void shouldSendNothingTwiceWhenAStepOfATransactionTimesOut(Step step) throws Exception {
        Map<String, String> settings = cluster.newPipeline("exactly_once_v2");
        settings.put("commit.interval.ms", "1000");
        settings.put("pipelines." + settings.get("pipelines") + ".max.age.ms", "50");

        failEachRound(settings, () -> LosingClients.timeOut(step), ExactlyOnce::check);
    }

    /** In each round all is well first; then {@code failure} is asked for, and events go on coming until it has struck. */
    private static void failEachRound(
            Map<String, String> settings, Runnable failure, BiConsumer<Sent, Received> check) {
        String pipeline = settings.get("pipelines");
        settings.put("kafka.default.client.supplier", LosingClients.class.getName());
        StreamApp app = new StreamApp(MillraceConfig.of(settings));
        try (app;
                Sent sent = cluster.sent(pipeline);
                Received received = cluster.received(pipeline)) {
            app.start();
            for (int round = 0; round < ROUNDS; round++) {
                sent.send(EVENTS, Cluster.PARTITIONS);
                awaitAll(sent, received);
                failure.run();
                await().dontCatchUncaughtExceptions().until(() -> {
                    sent.send(EVENTS, Cluster.PARTITIONS);
                    return LosingClients.hasStruck();
                });
            }
            sent.send(Cluster.PARTITIONS, Cluster.PARTITIONS);
            awaitAll(sent, received);
            received.settle();
            check.accept(sent, received);
        }
    }

    private static void awaitAll(Sent sent, Received received) {
        await().dontCatchUncaughtExceptions().until(() -> received.poll().hasAll(sent.ids));
    }
}
