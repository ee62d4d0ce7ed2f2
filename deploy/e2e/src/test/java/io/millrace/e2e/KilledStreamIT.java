// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.e2e.kit.Cluster;
import io.millrace.e2e.kit.ExactlyOnce;
import io.millrace.e2e.kit.HaltingClients;
import io.millrace.e2e.kit.HaltingClients.Point;
import io.millrace.e2e.kit.NothingLost;
import io.millrace.e2e.kit.Received;
import io.millrace.e2e.kit.Sent;
import io.millrace.e2e.kit.StreamProcess;
import io.millrace.e2e.kit.Turns;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Stream processes that end at exact moments, or cleanly, while windows are open; {@link EnduranceIT} kills them at any moment. */
class KilledStreamIT {
    private static final List<Point> POINTS = List.of(Point.DRAINED, Point.FLUSHED, Point.COMMITTED);

    @TempDir
    static Path folder;

    private static Cluster cluster;

    @BeforeAll
    static void startServers() {
        cluster = new Cluster(folder);
        cluster.start();
    }

    @AfterAll
    static void stopServers() {
        cluster.close();
    }

    /**
     * Each point in the third commit under each guarantee, without groups and with them in turn; {@code millrace.seeds} adds the other half, and
     * that many more of any kind for each of the four.
     */
    static Stream<Arguments> points() {
        return Turns.GROUPED.stream().flatMap(grouped -> Turns.GUARANTEES.stream()
                .flatMap(guarantee -> Stream.concat(third(grouped, guarantee), any(grouped, guarantee))));
    }

    private static Stream<Arguments> third(boolean grouped, String guarantee) {
        return IntStream.range(0, POINTS.size())
                .filter(i -> Turns.take(i, Turns.GUARANTEES.indexOf(guarantee), Turns.GROUPED.indexOf(grouped)))
                .mapToObj(i -> Arguments.of(grouped, guarantee, POINTS.get(i), 3, 2_345));
    }

    private static Stream<Arguments> any(boolean grouped, String guarantee) {
        Random random = new Random(grouped ? 2 : 1);
        return Stream.generate(() -> Arguments.of(
                        grouped,
                        guarantee,
                        POINTS.get(random.nextInt(POINTS.size())),
                        1 + random.nextInt(8),
                        random.nextInt(5_000)))
                .limit(Turns.SEEDS);
    }

    /** {@code events} are there before the first start. */
    @ParameterizedTest
    @MethodSource("points")
    void shouldLoseNothingWhenHaltedInsideACommit(
            boolean grouped, String guarantee, Point point, int commit, int events) throws Exception {
        Map<String, String> settings = grouped ? cluster.newGroupedPipeline(guarantee) : cluster.newPipeline(guarantee);
        settings.putAll(HaltingClients.SETTINGS);
        String pipeline = settings.get("pipelines");
        try (Sent sent = cluster.sent(pipeline);
                Received received = cluster.received(pipeline);
                StreamProcess stream = new StreamProcess(cluster.site, pipeline, settings)) {
            sent.send(events, Cluster.PARTITIONS);
            stream.haltAt(point, commit);
            stream.start();
            await().until(() -> {
                sent.send(100, Cluster.PARTITIONS);
                return !stream.isAlive();
            });
            stream.haltNoMore();
            stream.start();
            awaitAll(sent, received);
            check(guarantee, sent, received);
            assertThat(received.groups).hasSize(grouped ? Sent.GROUPS : 0);
        }
    }

    /** What is read again would be taken for what the batches of before have. */
    @Test
    void shouldNotStartWithOtherRulesAfterADeathInMidCommitWithoutTransactions() throws Exception {
        Map<String, String> settings = cluster.newPipeline("at_least_once");
        settings.putAll(HaltingClients.SETTINGS);
        String pipeline = settings.get("pipelines");
        String rules = "pipelines." + pipeline + ".routes";
        String before = settings.get(rules);
        try (Sent sent = cluster.sent(pipeline);
                Received received = cluster.received(pipeline);
                StreamProcess stream = new StreamProcess(cluster.site, pipeline, settings)) {
            sent.send(2_345, Cluster.PARTITIONS);
            stream.haltAt(Point.FLUSHED, 3);
            stream.start();
            await().until(() -> {
                sent.send(100, Cluster.PARTITIONS);
                return !stream.isAlive();
            });
            stream.haltNoMore();
            settings.put(rules, "id matches \"event-[0-9]*3\" -> topic " + pipeline + ".routed");
            stream.start();
            await().until(() -> !stream.isAlive());
            assertThat(Files.readString(stream.process().logFile()))
                    .contains("ended within a commit", "Start with the settings of before");
            settings.put(rules, before);
            stream.start();
            awaitAll(sent, received);
            NothingLost.check(sent, received);
        }
    }

    /** The old transaction is open, and nobody is left who could end it: the new life waits until its time is over. */
    @Test
    void shouldGoOnWithoutTransactionsOnAnotherDiskAfterADeathInMidCommit() throws Exception {
        Map<String, String> settings = cluster.newPipeline("exactly_once_v2");
        settings.putAll(HaltingClients.SETTINGS);
        settings.put("kafka.producer.transaction.timeout.ms", "10000");
        settings.put("schema.registry.retry.ms", "1000");
        String pipeline = settings.get("pipelines");
        try (Sent sent = cluster.sent(pipeline);
                Received received = cluster.received(pipeline);
                StreamProcess stream = new StreamProcess(cluster.site, pipeline, settings)) {
            sent.send(2_345, Cluster.PARTITIONS);
            stream.haltAt(Point.FLUSHED, 3);
            stream.start();
            await().until(() -> {
                sent.send(100, Cluster.PARTITIONS);
                return !stream.isAlive();
            });
            stream.haltNoMore();
            settings.put("processing.guarantee", "at_least_once");
            settings.put("state.dir", settings.get("state.dir") + "-other");
            stream.start();
            awaitAll(sent, received);

            NothingLost.check(sent, received);
            assertThat(stream.isAlive()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource
    void shouldBeExactOverCleanRestarts(boolean grouped, String guarantee) throws Exception {
        Map<String, String> settings = grouped ? cluster.newGroupedPipeline(guarantee) : cluster.newPipeline(guarantee);
        String pipeline = settings.get("pipelines");
        try (Sent sent = cluster.sent(pipeline);
                Received received = cluster.received(pipeline);
                StreamProcess stream = new StreamProcess(cluster.site, pipeline, settings)) {
            stream.start();
            for (int restart = 0; restart < 2; restart++) {
                awaitProgress(sent, received);
                sent.send(450, Cluster.PARTITIONS);
                stream.stop();
                stream.start();
            }
            awaitAll(sent, received);

            ExactlyOnce.check(sent, received);
        }
    }

    /** With groups and transactions, and without either; {@code millrace.seeds} adds the other two. */
    static Stream<Arguments> shouldBeExactOverCleanRestarts() {
        return Turns.GROUPED.stream().flatMap(grouped -> Turns.GUARANTEES.stream()
                .filter(guarantee -> Turns.take(1, Turns.GUARANTEES.indexOf(guarantee), Turns.GROUPED.indexOf(grouped)))
                .map(guarantee -> Arguments.of(grouped, guarantee)));
    }

    private static void check(String guarantee, Sent sent, Received received) {
        assertThat(received.apart)
                .isEqualTo(sent.ids.stream().filter(id -> id.endsWith("4")).collect(Collectors.toSet()));
        if (guarantee.equals("exactly_once_v2")) {
            ExactlyOnce.check(sent, received);
        } else {
            NothingLost.check(sent, received);
        }
    }

    /** Sends until a batch comes that was not there before: the stream is at work. */
    private static void awaitProgress(Sent sent, Received received) {
        int before = received.batches.size();
        await().until(() -> {
            sent.send(200, Cluster.PARTITIONS);
            return received.poll().batches.size() > before;
        });
    }

    /** The last events make sure that each partition is taken up again; what is still open by then comes before it is quiet. */
    private static void awaitAll(Sent sent, Received received) {
        sent.send(Cluster.PARTITIONS, Cluster.PARTITIONS);
        await().untilAsserted(() -> NothingLost.check(sent, received.poll()));
        received.settle();
    }
}
