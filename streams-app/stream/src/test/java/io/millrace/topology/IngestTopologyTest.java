// SPDX-License-Identifier: Apache-2.0
package io.millrace.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.config.MillraceConfig;
import io.millrace.schemas.CloseReason;
import io.millrace.schemas.DeadLetter;
import io.millrace.schemas.EventBatch;
import io.millrace.schemas.EventCursor;
import io.millrace.schemas.WireFormat;
import io.millrace.source.RunDeserializer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngestTopologyTest {
    private static final Map<String, String> JSON =
            Map.of("format", "JSON", "window.ms", "60000", "grace.ms", "10000", "max.age.ms", "15000");
    private static final long T = TestPipeline.NOW.toEpochMilli();

    @TempDir
    Path folder;

    @Test
    void shouldKeepEveryNameOfTheReleasedTopology() throws Exception {
        assertThat(description(Map.of())).isEqualTo(golden("topology.txt"));
    }

    @Test
    void shouldKeepEveryNameOfATopologyThatGroups() throws Exception {
        assertThat(description(Map.of("pipelines.clicks.group.by", "user"))).isEqualTo(golden("grouped.txt"));
    }

    @Test
    void shouldKeepEveryNameOfATopologyWithTwoSinkTopics() throws Exception {
        assertThat(description(Map.of("pipelines.clicks.routes", "level = 1 -> batch to errors")))
                .isEqualTo(golden("routed.txt"));
    }

    private static List<String> description(Map<String, String> more) {
        Map<String, String> settings =
                new HashMap<>(Map.of("pipelines", "clicks,logs", "pipelines.logs.format", "JSON"));
        settings.putAll(more);
        MillraceConfig config = MillraceConfig.of(settings);
        return lines(TestPipeline.topology(
                        config,
                        config.pipeline("clicks"),
                        new MockSchemaRegistryClient(),
                        new SimpleMeterRegistry(),
                        new RunDeserializer())
                .describe()
                .toString());
    }

    private static List<String> golden(String file) throws IOException {
        try (InputStream in = IngestTopologyTest.class.getResourceAsStream("/golden/" + file)) {
            return lines(new String(in.readAllBytes(), UTF_8));
        }
    }

    @Test
    void shouldFlushAnIdlePartitionAfterMaxAge() throws Exception {
        try (TestPipeline pipeline = new TestPipeline(folder, JSON)) {
            pipeline.send(null, json(1), T);
            pipeline.passTime(Duration.ofSeconds(14));
            assertThat(pipeline.batches()).isEmpty();

            pipeline.passTime(Duration.ofSeconds(2));

            EventBatch batch = pipeline.batches().get(0);
            assertThat(batch.header().closeReason()).isEqualTo(CloseReason.AGE);
            assertThat(batch.header().batchId()).isEqualTo("clicks.events-0-0-0");
            assertThat(batch.header().eventCount()).isOne();
        }
    }

    @Test
    void shouldCloseABatchWhenTheWatermarkPassesWindowAndGrace() throws Exception {
        try (TestPipeline pipeline = new TestPipeline(folder, JSON)) {
            pipeline.send(null, json(1), T);
            pipeline.send(null, json(2), T + 59_999);
            pipeline.send(null, json(3), T + 69_999);
            assertThat(pipeline.batches()).isEmpty();

            pipeline.send(null, json(4), T + 70_000);

            EventBatch batch = pipeline.batches().get(0);
            assertThat(batch.header().closeReason()).isEqualTo(CloseReason.WINDOW);
            assertThat(batch.header().eventCount()).isEqualTo(2);
            assertThat(batch.header().windowStart()).isEqualTo(T);
            assertThat(batch.header().windowEnd()).isEqualTo(T + 60_000);
        }
    }

    @Test
    void shouldNeverExceedEventsOrBytes() throws Exception {
        try (TestPipeline pipeline = new TestPipeline(
                folder, Map.of("format", "JSON", "batch.max.events", "10", "batch.max.bytes", "2048"))) {
            for (int i = 0; i < 25; i++) {
                pipeline.send(null, json(i), T);
            }
            byte[] large = ("{\"text\":\"" + "x".repeat(900) + "\"}").getBytes(UTF_8);
            for (int i = 0; i < 3; i++) {
                pipeline.send(null, large, T);
            }

            List<EventBatch> batches = pipeline.batches();

            assertThat(batches)
                    .extracting(batch -> batch.header().closeReason())
                    .containsExactly(CloseReason.EVENTS, CloseReason.EVENTS, CloseReason.BYTES, CloseReason.BYTES);
            assertThat(batches)
                    .allSatisfy(batch -> assertThat(batch.header().eventCount()).isLessThanOrEqualTo(10));
        }
    }

    @Test
    void shouldParkAnEventThatFitsNoBatch() {
        try (TestPipeline pipeline = new TestPipeline(folder, Map.of("format", "JSON", "batch.max.bytes", "1024"))) {
            byte[] tooLarge = ("{\"text\":\"" + "x".repeat(1100) + "\"}").getBytes(UTF_8);

            pipeline.send("k".getBytes(UTF_8), tooLarge, T);

            TestRecord<byte[], byte[]> letter = pipeline.deadLetters().get(0);
            assertThat(letter.value()).isEqualTo(tooLarge);
            assertThat(letter.key()).isEqualTo("k".getBytes(UTF_8));
            assertThat(DeadLetter.text(letter.headers(), DeadLetter.REASON)).isEqualTo("TOO_LARGE");
            assertThat(DeadLetter.text(letter.headers(), DeadLetter.STAGE)).isEqualTo("batch");
        }
    }

    /** What is refused in the midst of a run takes nobody with it, and keeps its own offset and bytes. */
    @Test
    void shouldTakeARunApartEventByEvent() throws Exception {
        byte[] bad = "no json".getBytes(UTF_8);
        try (TestPipeline pipeline =
                new TestPipeline(folder, Map.of("format", "JSON", "window.ms", "60000", "batch.max.events", "2"))) {
            pipeline.sendRun(T, json(1), bad, json(2), json(3), bad, json(4), json(5));

            assertThat(pipeline.batches())
                    .extracting(batch -> batch.header().batchId())
                    .containsExactly("clicks.events-0-1-5", "clicks.events-0-7-11");
            assertThat(pipeline.deadLetters())
                    .allSatisfy(letter -> assertThat(letter.value()).isEqualTo(bad))
                    .extracting(letter -> DeadLetter.text(letter.headers(), DeadLetter.OFFSET))
                    .containsExactly("3", "9");
            pipeline.passTime(Duration.ofSeconds(20));
            assertThat(pipeline.batches())
                    .extracting(batch -> batch.header().batchId())
                    .containsExactly("clicks.events-0-13-13");
        }
    }

    @Test
    void shouldOpenASecondBatchWhenTheSchemaChangesInTheWindow() throws Exception {
        Schema first = SchemaBuilder.record("E").fields().requiredInt("a").endRecord();
        Schema second = SchemaBuilder.record("E")
                .fields()
                .requiredInt("a")
                .name("b")
                .type()
                .intType()
                .intDefault(0)
                .endRecord();
        try (TestPipeline pipeline = new TestPipeline(folder, Map.of())) {
            int before = pipeline.register(first);
            int after = pipeline.register(second);
            pipeline.send(null, WireFormat.frame(before, new byte[] {2}), T);
            pipeline.send(null, WireFormat.frame(after, new byte[] {2, 4}), T);
            pipeline.send(null, WireFormat.frame(before, new byte[] {6}), T);
            pipeline.passTime(Duration.ofSeconds(20));

            List<EventBatch> batches = pipeline.batches();

            assertThat(batches).extracting(batch -> batch.header().schemaId()).containsExactlyInAnyOrder(before, after);
            assertThat(batches).extracting(batch -> batch.header().eventCount()).containsExactlyInAnyOrder(2, 1);
        }
    }

    @Test
    void shouldCarryKeyHeadersAndTimestampIntoTheBatch() throws Exception {
        Headers headers = new RecordHeaders()
                .add("trace", "t1".getBytes(UTF_8))
                .add("trace", null)
                .add("tenant", "ü".getBytes(UTF_8));
        try (TestPipeline pipeline = new TestPipeline(folder, JSON)) {
            pipeline.send("key".getBytes(UTF_8), json(1), headers, T);
            pipeline.passTime(Duration.ofSeconds(20));

            EventCursor event = pipeline.batches().get(0).events();

            assertThat(event.next()).isTrue();
            assertThat(event.timestamp()).isEqualTo(T);
            assertThat(new String(event.bytes(), event.keyFrom(), event.keyLength(), UTF_8))
                    .isEqualTo("key");
            assertThat(event.headers()).isEqualTo(headers);
        }
    }

    @Test
    void shouldKeepLateEventsInABatchOfTheirOwnWindow() throws Exception {
        try (TestPipeline pipeline = new TestPipeline(folder, JSON)) {
            pipeline.send(null, json(1), T);
            pipeline.send(null, json(2), T + 70_000);
            pipeline.send(null, json(3), T + 1);
            pipeline.send(null, json(4), T + 2);
            pipeline.passTime(Duration.ofSeconds(20));

            List<EventBatch> ofWindow = pipeline.batches().stream()
                    .filter(batch -> batch.header().windowStart() == T)
                    .toList();

            assertThat(ofWindow)
                    .extracting(batch -> batch.header().closeReason())
                    .containsExactly(CloseReason.WINDOW, CloseReason.AGE);
            assertThat(ofWindow.get(1).header().eventCount()).isEqualTo(2);
            assertThat(pipeline.deadLetters()).isEmpty();
        }
    }

    @Test
    void shouldParkLateEventsWhenToldSo() {
        try (TestPipeline pipeline = new TestPipeline(
                folder, Map.of("format", "JSON", "window.ms", "60000", "grace.ms", "0", "late", "dead-letter"))) {
            pipeline.send(null, json(1), T);
            pipeline.send(null, json(2), T + 60_000);

            pipeline.send(null, json(3), T + 1);

            TestRecord<byte[], byte[]> letter = pipeline.deadLetters().get(0);
            assertThat(letter.value()).isEqualTo(json(3));
            assertThat(DeadLetter.text(letter.headers(), DeadLetter.REASON)).isEqualTo("LATE");
            assertThat(DeadLetter.text(letter.headers(), DeadLetter.OFFSET)).isEqualTo("2");
        }
    }

    @Test
    void shouldNeverLetABadTimestampMoveTheWatermark() throws Exception {
        try (TestPipeline pipeline =
                new TestPipeline(folder, Map.of("format", "JSON", "timestamp.field", "ts", "max.age.ms", "15000"))) {
            pipeline.send(null, "{\"ts\":%d}".formatted(T).getBytes(UTF_8), T);
            for (String bad :
                    List.of("-1", "0", Long.toString(Long.MAX_VALUE), Long.toString(T + 366L * 86_400_000), "null")) {
                pipeline.send(null, "{\"ts\":%s}".formatted(bad).getBytes(UTF_8), T);
            }
            pipeline.send(null, "{\"ts\":%d}".formatted(T - 366L * 86_400_000).getBytes(UTF_8), T);

            assertThat(pipeline.batches()).isEmpty();
            assertThat(pipeline.deadLetters()).hasSize(5).allSatisfy(letter -> assertThat(
                            DeadLetter.text(letter.headers(), DeadLetter.REASON))
                    .isEqualTo("BAD_TIMESTAMP"));
        }
    }

    @Test
    void shouldBatchEventsOfTheTimestampZero() throws Exception {
        try (TestPipeline pipeline = new TestPipeline(folder, JSON)) {
            pipeline.send(null, json(1), 0);
            pipeline.passTime(Duration.ofSeconds(20));

            assertThat(pipeline.batches().get(0).header().windowStart()).isZero();
        }
    }

    @Test
    void shouldParkARecordTimestampThatStreamsWouldChokeOn() {
        try (TestPipeline pipeline = new TestPipeline(folder, JSON)) {
            pipeline.send(null, json(1), Long.MAX_VALUE);

            TestRecord<byte[], byte[]> letter = pipeline.deadLetters().get(0);
            assertThat(DeadLetter.text(letter.headers(), DeadLetter.REASON)).isEqualTo("BAD_TIMESTAMP");
            assertThat(DeadLetter.text(letter.headers(), DeadLetter.TIMESTAMP))
                    .isEqualTo(Long.toString(Long.MAX_VALUE));
        }
    }

    @Test
    void shouldParkUndecodableEventsWithTenThousandHeaders() {
        Headers headers = new RecordHeaders();
        for (int i = 0; i < 10_000; i++) {
            headers.add("h" + i, null);
        }
        try (TestPipeline pipeline = new TestPipeline(folder, JSON)) {
            pipeline.send(null, "no json".getBytes(UTF_8), headers, T);

            TestRecord<byte[], byte[]> letter = pipeline.deadLetters().get(0);
            assertThat(letter.headers().toArray()).hasSizeGreaterThan(10_000);
            assertThat(DeadLetter.text(letter.headers(), DeadLetter.REASON)).isEqualTo("MALFORMED");
        }
    }

    private static List<String> lines(String text) {
        return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }

    private static byte[] json(int n) {
        return ("{\"n\":" + n + "}").getBytes(UTF_8);
    }
}
