// SPDX-License-Identifier: Apache-2.0
package io.millrace.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.rollup.StoredValues;
import io.millrace.schemas.DeadLetter;
import io.millrace.schemas.RollupFunction;
import io.millrace.schemas.RollupResult;
import io.millrace.schemas.RollupResult.Measured;
import io.millrace.schemas.RollupResult.Part;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rollups on a driver: what is in which window, and when it comes out. */
class RollupTopologyTest {
    /** At the start of a minute. */
    private static final long T = TestPipeline.NOW.toEpochMilli();

    private static final long MINUTE = 60_000;

    @TempDir
    Path folder;

    @Test
    void shouldEmitOneResultForEachKeyWhenItsWindowHasClosed() throws Exception {
        try (TestPipeline pipeline = pipeline(Map.of("by", "path", "measures", "sum(bytes)"))) {
            send(pipeline, T, "{\"path\":\"/a\",\"bytes\":7}", "{\"path\":\"/a\",\"bytes\":5}", "{\"path\":\"/b\"}");
            send(pipeline, T + 69_999, "{\"path\":\"/a\",\"bytes\":1}");
            assertThat(results(pipeline)).isEmpty();

            send(pipeline, T + 70_000, "{\"path\":\"/b\"}");

            assertThat(results(pipeline))
                    .containsExactlyInAnyOrder(
                            new RollupResult(
                                    "clicks",
                                    "r",
                                    List.of(new Part("path", "/a")),
                                    T,
                                    T + MINUTE,
                                    2,
                                    46,
                                    T,
                                    T,
                                    List.of(new Measured(RollupFunction.SUM, "bytes", 2, 12L, true))),
                            new RollupResult(
                                    "clicks",
                                    "r",
                                    List.of(new Part("path", "/b")),
                                    T,
                                    T + MINUTE,
                                    1,
                                    13,
                                    T,
                                    T,
                                    List.of(new Measured(RollupFunction.SUM, "bytes", 0, null, true))));
        }
    }

    @Test
    void shouldPutAnEventIntoEachWindowThatHops() throws Exception {
        try (TestPipeline pipeline = pipeline(Map.of("advance.ms", "20000", "grace.ms", "0"))) {
            send(pipeline, T, "{}");
            send(pipeline, T + 20_000, "{}", "{}");

            send(pipeline, T + 200_000, "{}");

            assertThat(results(pipeline))
                    .extracting(RollupResult::windowStart, RollupResult::count)
                    .containsExactlyInAnyOrder(
                            tuple(T - 40_000, 1L), tuple(T - 20_000, 3L), tuple(T, 3L), tuple(T + 20_000, 2L));
        }
    }

    @Test
    void shouldEmitWhatASilentPartitionHasWhenTheClockHasPassedIt() throws Exception {
        try (TestPipeline pipeline = pipeline(Map.of("grace.ms", "5000"))) {
            send(pipeline, T, "{}");
            pipeline.passTime(Duration.ofSeconds(94));
            assertThat(results(pipeline)).isEmpty();

            pipeline.passTime(Duration.ofSeconds(2));

            assertThat(results(pipeline)).extracting(RollupResult::count).containsExactly(1L);
            pipeline.passTime(Duration.ofHours(1));
            send(pipeline, T + 7_200_000, "{}");
            pipeline.passTime(Duration.ofHours(2));
            assertThat(results(pipeline)).extracting(RollupResult::count).containsExactly(1L);
        }
    }

    /** As far as the skew of a partition, and no longer. */
    @Test
    void shouldWaitForTheSlowestSourcePartition() throws Exception {
        Map<String, String> settings = new HashMap<>(
                Map.of("format", "JSON", "rollups", "r", "rollups.r.grace.ms", "0", "rollups.r.skew.ms", "600000"));
        try (TestPipeline pipeline = new TestPipeline(folder, settings, StreamsConfig.OPTIMIZE, 2)) {
            send(pipeline, T, "{}");
            send(pipeline, T + 300_000, "{}");
            assertThat(results(pipeline)).isEmpty();

            tell(pipeline, 1, T + MINUTE - 1);
            assertThat(results(pipeline)).isEmpty();
            tell(pipeline, 1, T + MINUTE);
            assertThat(results(pipeline)).extracting(RollupResult::windowStart).containsExactly(T);

            send(pipeline, T + 300_000 + 700_000, "{}");
            assertThat(results(pipeline)).extracting(RollupResult::windowStart).containsExactly(T + 300_000);
        }
    }

    private static void tell(TestPipeline pipeline, int sourcePartition, long watermark) {
        pipeline.sendThrough(
                "millrace.clicks-rollups-repartition", new byte[] {0}, StoredValues.mark(sourcePartition, watermark));
    }

    @Test
    void shouldCountWhatItCanNoLongerTake() throws Exception {
        try (TestPipeline pipeline = pipeline(Map.of("grace.ms", "0"))) {
            send(pipeline, T, "{}");
            send(pipeline, T + MINUTE, "{}");

            send(pipeline, T + 1, "{}", "{}");

            assertThat(results(pipeline)).extracting(RollupResult::count).containsExactly(1L);
            assertThat(counted(pipeline, "millrace.rollup.late.events")).isEqualTo(2);
            assertThat(pipeline.deadLetters()).isEmpty();
            pipeline.passTime(Duration.ofSeconds(20));
            assertThat(pipeline.batches().stream()
                            .mapToInt(batch -> batch.header().eventCount())
                            .sum())
                    .isEqualTo(4);
        }
    }

    @Test
    void shouldParkWhatItCanNoLongerTakeWhenToldSo() throws Exception {
        try (TestPipeline pipeline = pipeline(Map.of("grace.ms", "0", "late", "dead-letter"))) {
            send(pipeline, T, "{}");
            send(pipeline, T + MINUTE, "{}");

            send(pipeline, T + 1, "{}");

            TestRecord<byte[], byte[]> letter = pipeline.deadLetters().get(0);
            assertThat(DeadLetter.text(letter.headers(), DeadLetter.REASON)).isEqualTo("LATE");
            assertThat(DeadLetter.text(letter.headers(), DeadLetter.STAGE)).isEqualTo("rollup");
            assertThat(DeadLetter.text(letter.headers(), DeadLetter.MESSAGE))
                    .isEqualTo(
                            "the last window of the rollup r that it belongs to ended at 2026-06-01T12:01:00Z, and with a"
                                    + " grace of 0 ms it closed before 2026-06-01T12:01:00Z, the time of its partition");
            pipeline.passTime(Duration.ofSeconds(20));
            assertThat(pipeline.batches().stream()
                            .mapToInt(batch -> batch.header().eventCount())
                            .sum())
                    .isEqualTo(2);
        }
    }

    /** It is in the windows that are still open, and counted because it misses one. */
    @Test
    void shouldTakeAnEventIntoThoseOfItsWindowsThatAreOpen() throws Exception {
        try (TestPipeline pipeline = pipeline(Map.of("advance.ms", "30000", "grace.ms", "0"))) {
            send(pipeline, T + 30_000, "{}");
            send(pipeline, T + MINUTE, "{}");

            send(pipeline, T + 30_000, "{}");
            send(pipeline, T + 300_000, "{}");

            assertThat(results(pipeline))
                    .extracting(RollupResult::windowStart, RollupResult::count)
                    .containsExactly(tuple(T, 1L), tuple(T + 30_000, 3L), tuple(T + MINUTE, 1L));
            assertThat(counted(pipeline, "millrace.rollup.late.events")).isEqualTo(1);
        }
    }

    @Test
    void shouldHaveAKeyForWhatIsMissingAndNoneForWhatIsNested() throws Exception {
        try (TestPipeline pipeline = pipeline(Map.of("by", "k"))) {
            send(
                    pipeline,
                    T,
                    "{}",
                    "{\"k\":null}",
                    "{\"k\":1}",
                    "{\"k\":\"1\"}",
                    "{\"k\":true}",
                    "{\"k\":9007199254740993}",
                    "{\"k\":{\"a\":1}}",
                    "{\"k\":[1]}",
                    "{\"k\":\"" + "x".repeat(5_000) + "\"}");
            send(pipeline, T + 300_000, "{}");

            Map<String, Long> counts = new HashMap<>();
            results(pipeline).forEach(result -> counts.put(result.id(), result.count()));

            assertThat(counts)
                    .isEqualTo(Map.of(
                            "r|" + T + "|\\N", 2L,
                            "r|" + T + "|1", 2L,
                            "r|" + T + "|true", 1L,
                            "r|" + T + "|9007199254740993", 1L));
            assertThat(counted(pipeline, "millrace.rollup.refused.events")).isEqualTo(3);
        }
    }

    @Test
    void shouldEstimateHowManyDifferentValuesThereAre() throws Exception {
        try (TestPipeline pipeline = pipeline(Map.of("measures", "distinct(user)"))) {
            send(
                    pipeline,
                    T,
                    IntStream.range(0, 20_000)
                            .mapToObj(i -> "{\"user\":\"u" + i % 10_000 + "\"}")
                            .toArray(String[]::new));
            send(pipeline, T + 300_000, "{}");

            Measured distinct = results(pipeline).get(0).measures().get(0);

            assertThat(distinct.value().doubleValue()).isBetween(9_500.0, 10_500.0);
            assertThat(distinct.values()).isEqualTo(20_000);
            assertThat(distinct.exact()).isFalse();
        }
    }

    /** Groups, two rollups and no repetitions: what needs another key shares one repartition topic, and all comes to the same without that. */
    @Test
    void shouldShareOneRepartitionTopicWhenOptimized() throws Exception {
        Outcome optimized = outcome(StreamsConfig.OPTIMIZE);
        Outcome plain = outcome(StreamsConfig.NO_OPTIMIZATION);

        assertThat(optimized.repartitionTopics).hasSize(1);
        assertThat(plain.repartitionTopics).hasSize(2);
        assertThat(optimized.results).hasSize(3 + 5 + 1).isEqualTo(plain.results);
        // Each branch takes its own before it comes to its topic: what is saved is topics, not bytes.
        assertThat(optimized.bytes).isEqualTo(plain.bytes).isPositive();
    }

    /** Of batches, rollups and repetitions; {@code bytes} are those of the values on all repartition topics. */
    private record Outcome(Set<String> repartitionTopics, Set<String> results, long bytes) {}

    private Outcome outcome(String optimization) throws Exception {
        Map<String, String> settings = new HashMap<>(Map.of(
                "format", "JSON", "group.by", "k", "max.age.ms", "15000", "rollups", "a,b", "rollups.a.by", "k"));
        settings.put("dedup.by", "id");
        Set<String> results = new TreeSet<>();
        try (TestPipeline pipeline = new TestPipeline(folder.resolve(optimization), settings, optimization, 1)) {
            send(pipeline, T, "{\"k\":1,\"id\":1}", "{\"k\":2,\"id\":2}", "{\"k\":1,\"id\":3}", "{\"k\":1,\"id\":3}");
            send(pipeline, T + 300_000, "{\"k\":1}");
            pipeline.passTime(Duration.ofHours(1));
            results(pipeline).forEach(result -> results.add(result.toString()));
            pipeline.batches()
                    .forEach(batch -> results.add(batch.header().windowStart() + " "
                            + batch.header().groupKey() + " "
                            + batch.header().eventCount()));
            pipeline.routed("clicks.dropped")
                    .forEach(record -> results.add(HexFormat.of().formatHex(record.value())));
            Set<String> topics = Pattern.compile("topic: (\\S+-repartition)")
                    .matcher(pipeline.topology.describe().toString())
                    .results()
                    .map(found -> found.group(1))
                    .collect(Collectors.toSet());
            long bytes = topics.stream()
                    .flatMap(topic -> pipeline.routed("millrace.clicks-" + topic).stream())
                    .mapToLong(record -> record.value().length)
                    .sum();
            return new Outcome(topics, results, bytes);
        }
    }

    @Test
    void shouldKeepEveryNameOfTheTopologyWithTwoRollups() throws Exception {
        try (TestPipeline pipeline = new TestPipeline(folder, Map.of("format", "JSON", "rollups", "a,b"))) {
            byte[] golden = getClass()
                    .getResourceAsStream("/golden/topology-rollups.txt")
                    .readAllBytes();

            assertThat(lines(pipeline.topology.describe().toString())).isEqualTo(lines(new String(golden, UTF_8)));
        }
    }

    private static List<String> lines(String text) {
        return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }

    private TestPipeline pipeline(Map<String, String> rollup) {
        Map<String, String> settings =
                new HashMap<>(Map.of("format", "JSON", "max.age.ms", "15000", "grace.ms", "3600000", "rollups", "r"));
        rollup.forEach((key, value) -> settings.put("rollups.r." + key, value));
        return new TestPipeline(folder, settings);
    }

    private static void send(TestPipeline pipeline, long timestamp, String... events) {
        byte[][] values = new byte[events.length][];
        for (int i = 0; i < events.length; i++) {
            values[i] = events[i].getBytes(UTF_8);
        }
        pipeline.sendRun(timestamp, values);
    }

    private static List<RollupResult> results(TestPipeline pipeline) throws Exception {
        List<RollupResult> results = new ArrayList<>();
        for (TestRecord<byte[], byte[]> result : pipeline.routed("clicks.rollups")) {
            results.add(RollupResult.read(result.value()));
            assertThat(new String(result.key(), UTF_8))
                    .isEqualTo(results.get(results.size() - 1).id());
        }
        return results;
    }

    private static double counted(TestPipeline pipeline, String metric) {
        return pipeline.meters.get(metric).tag("rollup", "r").counter().count();
    }
}
