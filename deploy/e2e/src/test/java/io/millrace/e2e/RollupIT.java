// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.e2e.kit.Cluster;
import io.millrace.e2e.kit.HaltingClients;
import io.millrace.e2e.kit.HaltingClients.Point;
import io.millrace.e2e.kit.Received;
import io.millrace.e2e.kit.RollupsReceived;
import io.millrace.e2e.kit.StreamProcess;
import io.millrace.schemas.RollupResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rollups on a real broker: each final result once and exact, whatever the process dies of, and of partitions that fall silent. */
class RollupIT {
    private static final long SECOND = 1_000;
    private static final int KEYS = 5;

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

    /** Time goes on by the events until the last; then it is the clock that closes windows, for no more events come. */
    @ParameterizedTest
    @CsvSource({"false, DRAINED", "false, FLUSHED", "false, COMMITTED", "true, DRAINED", "true, FLUSHED"})
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

            await().atMost(Duration.ofSeconds(40)).until(() -> received.poll().events("perSecond") >= sent);
            await().atMost(Duration.ofSeconds(40)).until(() -> received.poll().events("hopping") >= 2 * sent);

            assertThat(received.repeated).isEmpty();
            assertThat(counts(received)).isEqualTo(expected);
            assertThat(received.events("perSecond")).isEqualTo(sent);
            assertThat(received.events("hopping")).isEqualTo(2 * sent);
            await().until(() -> batches.poll().ids().size() >= sent);
            assertThat(batches.ids()).hasSize((int) sent).doesNotHaveDuplicates();
        }
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
