// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.e2e.kit.Cluster;
import io.millrace.e2e.kit.CommandLine;
import io.millrace.e2e.kit.RunningApp;
import io.millrace.instance.TopKeys;
import io.millrace.instance.TopKeys.Row;
import io.millrace.instance.TopKeys.Value;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two instances of one application on a real broker: each answers for both, exactly what was sent, and never for one of them unsaid. */
class RollupTopIT {
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final int KEYS = 100;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    static Path folder;

    private static Cluster cluster;

    private final long today = System.currentTimeMillis() / DAY * DAY;
    private String pipeline;

    @BeforeAll
    static void startServers() {
        cluster = new Cluster(folder);
        cluster.start();
    }

    @AfterAll
    static void stopServers() {
        cluster.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"exactly_once_v2", "at_least_once"})
    void shouldAnswerForTheWholeApplicationWhicheverInstanceIsAsked(String guarantee) throws Exception {
        Map<String, String> settings = settings(guarantee);
        Map<String, String> others = new HashMap<>(settings);
        others.put("state.dir", folder.resolve("other").resolve(pipeline).toString());
        others.put("kafka.consumer.group.instance.id", "other");
        try (RunningApp one = new RunningApp(settings)) {
            List<Row> best;
            try (RunningApp other = new RunningApp(others)) {
                await().atMost(LIMIT).until(() -> isHalf(one) && isHalf(other));
                send();

                await().atMost(LIMIT).until(() -> isAll(top(one, "n=1000")) && isAll(top(other, "n=1000")));

                best = expected(10);
                assertThat(get(one, "").body()).isEqualTo(get(other, "").body());
                assertThat(top(one, "").keys()).isEqualTo(best);
                assertThat(top(one, "").windowStart()).isEqualTo(today);
                assertThat(top(one, "").isFinal()).isFalse();
                assertThat(top(other, "n=1000").keys()).isEqualTo(expected(KEYS));
                assertThat(top(other, "window=" + today).keys()).isEqualTo(best);
                assertThat(top(other, "window=previous").keys())
                        .containsExactly(new Row(Map.of("k", "old"), 1, bytes("old", -1, 5), measures(1, 5)));
                assertThat(top(one, "measure=sum(n)&n=1").keys()).isEqualTo(expected(1));
                assertThat(get(one, "n=0").statusCode()).isEqualTo(400);
                assertThat(one.get("/rollups/" + pipeline + "/perHour/top").statusCode())
                        .isEqualTo(404);
                CommandLine.Result printed = CommandLine.run(
                        settings, "top", "perDay", "-n", "2", "--url", "http://127.0.0.1:" + other.app.httpPort());
                assertThat(printed.output())
                        .contains("still open", "k99", "k98")
                        .doesNotContain("k97", "Incomplete");
                assertThat(printed.exitCode()).isZero();
            }
            await().atMost(LIMIT).until(() -> isAllOrSaysWhatIsMissing(one));
            assertThat(top(one, "").keys()).isEqualTo(best);
        }
    }

    /** Whether it is the whole answer; one that is not says so. */
    private boolean isAllOrSaysWhatIsMissing(RunningApp app) throws Exception {
        TopKeys top = top(app, "n=1000");
        assertThat(top == null || !top.isComplete() || isAll(top)).isTrue();
        return isAll(top);
    }

    private Map<String, String> settings(String guarantee) throws Exception {
        Map<String, String> settings = cluster.newPipeline(guarantee);
        pipeline = settings.get("pipelines");
        String at = "pipelines." + pipeline + ".";
        cluster.createTopic(pipeline + ".rollups", "1048588");
        try (Admin admin = cluster.admin()) {
            await().until(() -> admin.listTopics().names().get().contains(pipeline + ".rollups"));
        }
        settings.keySet().removeIf(key -> key.endsWith("routes") || key.endsWith("dedup.by"));
        settings.putAll(Map.of(
                at + "timestamp.field", "ts",
                at + "rollups", "perDay",
                // The clock must not close the day before.
                at + "rollups.idle.ms", "86400000",
                at + "rollups.perDay.by", "k",
                at + "rollups.perDay.window.ms", Long.toString(DAY),
                at + "rollups.perDay.grace.ms", "3600000",
                at + "rollups.perDay.measures", "sum(n)"));
        return settings;
    }

    /** Of key number i, i + 1 events; and one of the day before, which is still open. */
    private void send() {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", cluster.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(record(0, "old", -1, 5));
            for (int key = 0; key < KEYS; key++) {
                for (int i = 0; i <= key; i++) {
                    producer.send(record(i % Cluster.PARTITIONS, "k" + key, i, key));
                }
            }
        }
    }

    private ProducerRecord<byte[], byte[]> record(int partition, String key, long after, int n) {
        return new ProducerRecord<>(pipeline + ".events", partition, null, event(key, after, n));
    }

    private byte[] event(String key, long after, int n) {
        return "{\"ts\":%d,\"k\":\"%s\",\"n\":%d}"
                .formatted(today + after, key, n)
                .getBytes(UTF_8);
    }

    private long bytes(String key, long after, int n) {
        return event(key, after, n).length;
    }

    private List<Row> expected(int n) {
        return IntStream.range(0, n)
                .map(rank -> KEYS - 1 - rank)
                .mapToObj(key -> new Row(
                        Map.of("k", "k" + key),
                        key + 1,
                        (key + 1) * bytes("k" + key, 0, key),
                        measures(key + 1, key * (key + 1))))
                .toList();
    }

    /** As read from JSON, where small numbers are integers. */
    private static Map<String, Value> measures(int count, int sum) {
        return Map.of("sum(n)", new Value(sum, count, true));
    }

    private HttpResponse<String> get(RunningApp app, String query) throws Exception {
        return app.get("/rollups/" + pipeline + "/perDay/top?" + query);
    }

    /** Null when it cannot say. */
    private TopKeys top(RunningApp app, String query) throws Exception {
        HttpResponse<String> answer = get(app, query);
        return answer.statusCode() == 503 ? null : new ObjectMapper().readValue(answer.body(), TopKeys.class);
    }

    private boolean isHalf(RunningApp app) throws Exception {
        TopKeys own = top(app, "local=true");
        return own != null && own.partitions().size() == 1;
    }

    private static boolean isAll(TopKeys top) {
        return top != null
                && top.isComplete()
                && top.keys().stream().mapToLong(Row::count).sum() == KEYS * (KEYS + 1) / 2;
    }
}
