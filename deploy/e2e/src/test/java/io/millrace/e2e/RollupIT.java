// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.awaitility.Awaitility.await;

import io.millrace.config.MillraceConfig;
import io.millrace.e2e.kit.Cluster;
import io.millrace.e2e.kit.HaltingClients;
import io.millrace.e2e.kit.HaltingClients.Point;
import io.millrace.e2e.kit.Received;
import io.millrace.e2e.kit.RecycledTasks;
import io.millrace.e2e.kit.RollupsReceived;
import io.millrace.e2e.kit.RunningApp;
import io.millrace.e2e.kit.StreamProcess;
import io.millrace.e2e.kit.TopologyRun;
import io.millrace.e2e.kit.Turns;
import io.millrace.schemas.RollupResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Rollups on a real broker: each final result once and exact, whatever the process dies of, and of partitions that fall silent. */
class RollupIT {
    private static final Logger LOG = LoggerFactory.getLogger(RollupIT.class);

    private static final long SECOND = 1_000;
    private static final int KEYS = 5;
    private static final long MINUTE = 60_000;
    private static final int MANY = 20_000;

    @TempDir
    static Path folder;

    private static Cluster cluster;

    private final Map<String, Long> expected = new TreeMap<>();
    private long sent;

    @BeforeAll
    static void startServers() {
        cluster = new Cluster(folder);
        cluster.start();
    }

    @AfterAll
    static void stopServers() {
        cluster.close();
    }

    /** Each point, without groups and with them in turn; {@code millrace.seeds} adds the other half. */
    static Stream<Arguments> shouldEmitEachResultOnceWhenHaltedInMidWindow() {
        List<Point> points = List.of(Point.DRAINED, Point.FLUSHED, Point.COMMITTED);
        return Turns.GROUPED.stream().flatMap(grouped -> points.stream()
                .filter(point -> Turns.take(points.indexOf(point), Turns.GROUPED.indexOf(grouped)))
                .map(point -> Arguments.of(grouped, point)));
    }

    /** Time goes on by the events until the last; then it is the clock that closes windows, for no more events come. */
    @ParameterizedTest
    @MethodSource
    void shouldEmitEachResultOnceWhenHaltedInMidWindow(boolean grouped, Point point) throws Exception {
        Map<String, String> settings = pipeline();
        settings.putAll(HaltingClients.SETTINGS);
        String pipeline = settings.get("pipelines");
        if (grouped) {
            settings.put("pipelines." + pipeline + ".group.by", "group");
        }
        try (KafkaProducer<byte[], byte[]> producer = producer();
                RollupsReceived received = received(pipeline);
                Received batches = cluster.received(pipeline);
                StreamProcess stream = new StreamProcess(cluster.site, pipeline, settings)) {
            for (int commit : new int[] {4, 9, 15}) {
                stream.haltAt(point, commit);
                stream.start();
                await().atMost(Duration.ofSeconds(40)).until(() -> {
                    send(producer, pipeline, 40, Cluster.PARTITIONS);
                    received.poll();
                    return !stream.isAlive();
                });
            }
            stream.haltNoMore();
            stream.start();
            awaitExactly(received, batches);
        }
    }

    /** A second process takes over some tasks, whose copies stand by where they were active; it leaves, and they are active again. */
    @Test
    void shouldEmitEachResultOnceWhileTasksStandByAndComeBack() throws Exception {
        Map<String, String> settings = pipeline();
        String pipeline = settings.get("pipelines");
        settings.remove("kafka.consumer.group.instance.id");
        settings.put("kafka.num.standby.replicas", "1");
        settings.put("pipelines." + pipeline + ".group.by", "group");
        Map<String, String> ofSecond = new HashMap<>(settings);
        ofSecond.put("state.dir", settings.get("state.dir") + "-second");
        try (KafkaProducer<byte[], byte[]> producer = producer();
                RollupsReceived received = received(pipeline);
                Received batches = cluster.received(pipeline);
                RecycledTasks recycled = new RecycledTasks();
                RunningApp first = new RunningApp(settings)) {
            first.awaitReady();
            try (RunningApp second = new RunningApp(ofSecond)) {
                second.awaitReady();
                sendUntil(() -> recycled.toStandbys() > 0, producer, pipeline);
            }
            int batchesBefore = batches.poll().batches.size();
            sendUntil(
                    () -> recycled.toActive() > 0 && batches.poll().batches.size() > batchesBefore, producer, pipeline);
            awaitExactly(received, batches);
        }
    }

    private void sendUntil(BooleanSupplier done, KafkaProducer<byte[], byte[]> producer, String pipeline) {
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            send(producer, pipeline, 40, Cluster.PARTITIONS);
            return done.getAsBoolean();
        });
    }

    private void awaitExactly(RollupsReceived received, Received batches) {
        await().atMost(Duration.ofSeconds(40)).until(() -> received.poll().events("perSecond") >= sent);
        await().atMost(Duration.ofSeconds(40)).until(() -> received.poll().events("hopping") >= 2 * sent);

        assertThat(received.repeated).isEmpty();
        assertThat(counts(received)).isEqualTo(expected);
        assertThat(received.events("perSecond")).isEqualTo(sent);
        assertThat(received.events("hopping")).isEqualTo(2 * sent);
        await().until(() -> batches.poll().ids().size() >= sent);
        assertThat(batches.ids()).hasSize((int) sent).doesNotHaveDuplicates();
    }

    @Test
    void shouldCloseWindowsWhenOnePartitionHasNeverHadAnEvent() throws Exception {
        Map<String, String> settings = pipeline();
        String pipeline = settings.get("pipelines");
        try (KafkaProducer<byte[], byte[]> producer = producer();
                RollupsReceived received = received(pipeline);
                StreamProcess stream = new StreamProcess(cluster.site, pipeline, settings)) {
            stream.start();

            send(producer, pipeline, 100, 1);

            await().atMost(Duration.ofSeconds(60)).until(() -> received.poll().events("perSecond") >= sent);
            assertThat(counts(received)).isEqualTo(expected);
        }
    }

    /** Groups, two rollups, two sink topics and no repetitions: what needs another key shares one topic, and comes to the same without that. */
    @Test
    void shouldShareOneRepartitionTopicWhenOptimized() throws Exception {
        long begin = System.currentTimeMillis() / MINUTE * MINUTE - 120 * MINUTE;
        Outcome optimized = outcome(StreamsConfig.OPTIMIZE, begin);
        Outcome plain = outcome(StreamsConfig.NO_OPTIMIZATION, begin);

        LOG.atInfo()
                .addKeyValue("optimized", optimized.bytes)
                .addKeyValue("plain", plain.bytes)
                .log("Bytes through repartition topics");
        assertThat(optimized.repartitionTopics).containsExactly("grouped-repartition");
        assertThat(plain.repartitionTopics).containsExactly("grouped-repartition", "rollups-repartition");
        assertThat(optimized.batches).isEqualTo(plain.batches);
        assertThat(optimized.apart).isEqualTo(plain.apart).isNotEmpty();
        assertThat(optimized.results).isEqualTo(plain.results);
        // What rollups send for a commit depends on when it comes.
        assertThat(optimized.bytes).isCloseTo(plain.bytes, withinPercentage(5));
    }

    /** What comes out without what depends on when it did, by the ids of events; and what went through repartition topics. */
    private record Outcome(
            Set<String> repartitionTopics,
            Set<List<String>> batches,
            Set<String> apart,
            Map<String, List<Object>> results,
            long bytes) {}

    private static Outcome outcome(String optimization, long begin) throws Exception {
        Map<String, String> settings = pipeline();
        String pipeline = settings.get("pipelines");
        String at = "pipelines." + pipeline + ".";
        settings.putAll(Map.of(
                "kafka.repartition.purge.interval.ms",
                "3600000",
                at + "group.by",
                "group",
                at + "dedup.by",
                "id",
                at + "max.age.ms",
                "3600000",
                at + "routes",
                "id matches \"event-[0-9]*4\" -> batch to " + pipeline + ".apart"));
        sendOfTwoHours(pipeline, begin);
        try (TopologyRun run = new TopologyRun(cluster, MillraceConfig.of(settings), optimization);
                RollupsReceived received = received(pipeline);
                Received batches = cluster.received(pipeline)) {
            await().atMost(Duration.ofSeconds(40))
                    .until(() -> batches.poll().ids().size() >= MANY
                            && received.poll().events("perSecond") >= MANY + KEYS
                            && received.events("hopping") >= 2 * (MANY + KEYS));
            Map<String, List<Object>> results = new TreeMap<>();
            received.results.forEach(
                    (key, result) -> results.put(key, List.of(result.count(), result.bytes(), result.measures())));
            return new Outcome(
                    run.repartitionTopics(),
                    Set.copyOf(batches.batches.values()),
                    batches.apart,
                    results,
                    run.bytesThroughThem());
        }
    }

    /** On one partition, so that their order is the same every time; those of the second hour close all batches of the first. */
    private static void sendOfTwoHours(String pipeline, long begin) {
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            for (int i = 0; i < MANY + KEYS; i++) {
                long time = begin + (i < MANY ? i : 60 * MINUTE);
                byte[] event = "{\"group\":%d,\"ts\":%d,\"k\":\"k%d\",\"n\":%d,\"id\":\"event-%d\"}"
                        .formatted(i % KEYS, time, i % KEYS, i, i)
                        .getBytes(UTF_8);
                for (int copies = i % 10 == 0 ? 2 : 1; copies > 0; copies--) {
                    producer.send(new ProducerRecord<>(pipeline + ".events", 0, null, event));
                }
            }
        }
    }

    /** Windows of a second, per key, and of two that begin each second, of all; a partition without events for four seconds is silent. */
    private static Map<String, String> pipeline() throws Exception {
        Map<String, String> settings = cluster.newPipeline("exactly_once_v2");
        String name = settings.get("pipelines");
        String at = "pipelines." + name + ".";
        cluster.createTopic(name + ".rollups", "1048588");
        settings.keySet().removeIf(key -> key.endsWith("routes") || key.endsWith("dedup.by"));
        settings.putAll(Map.of(
                at + "timestamp.field", "ts",
                at + "rollups", "perSecond,hopping",
                at + "rollups.idle.ms", "4000",
                at + "rollups.perSecond.by", "k",
                at + "rollups.perSecond.window.ms", "1000",
                at + "rollups.perSecond.grace.ms", "1000",
                at + "rollups.perSecond.measures", "sum(n), distinct(n)",
                at + "rollups.hopping.window.ms", "2000",
                at + "rollups.hopping.advance.ms", "1000",
                at + "rollups.hopping.grace.ms", "1000"));
        return settings;
    }

    private static KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", cluster.bootstrapServers(), "max.in.flight.requests.per.connection", 1),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private static RollupsReceived received(String pipeline) {
        return new RollupsReceived(cluster.bootstrapServers(), pipeline + ".rollups", Cluster.PARTITIONS);
    }

    /** Of the present second. */
    private void send(KafkaProducer<byte[], byte[]> producer, String pipeline, int events, int partitions) {
        for (int i = 0; i < events; i++) {
            long now = System.currentTimeMillis();
            String key = "k" + sent % KEYS;
            byte[] event = "{\"group\":%d,\"ts\":%d,\"k\":\"%s\",\"n\":%d,\"id\":\"event-%d\"}"
                    .formatted(sent % KEYS, now, key, sent, sent)
                    .getBytes(UTF_8);
            producer.send(new ProducerRecord<>(pipeline + ".events", (int) (sent % partitions), null, event));
            expected.merge("perSecond|" + now / SECOND * SECOND + '|' + key, 1L, Long::sum);
            sent++;
        }
        producer.flush();
    }

    private static Map<String, Long> counts(RollupsReceived received) {
        Map<String, Long> counts = new HashMap<>();
        received.results.forEach((key, result) -> {
            if (result.rollup().equals("perSecond")) {
                counts.put(key, result.count());
                assertThat(sumOf(result)).isEqualTo(result.count());
            }
        });
        return counts;
    }

    /** How many values the sum has. */
    private static long sumOf(RollupResult result) {
        return result.measures().get(0).values();
    }
}
