// SPDX-License-Identifier: Apache-2.0
package io.millrace.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.CloseReason;
import io.millrace.schemas.DeadLetter;
import io.millrace.schemas.DroppedEvents;
import io.millrace.schemas.EventBatch;
import io.millrace.schemas.EventContent;
import io.millrace.schemas.EventCursor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Batches of a pipeline that groups events. */
class GroupingTest {
    private static final Map<String, String> JSON = Map.of(
            "format",
            "JSON",
            "window.ms",
            "60000",
            "grace.ms",
            "10000",
            "max.age.ms",
            "15000",
            "batch.max.events",
            "3");
    private static final long T = TestPipeline.NOW.toEpochMilli();
    private static final String NO_GROUP = "none";
    private static final int LEAST_BYTES_OF_A_BATCH = 500;

    @TempDir
    Path folder;

    @Test
    void shouldBatchEachGroupByItself() throws Exception {
        try (TestPipeline pipeline = new TestPipeline(folder, by("symbol"))) {
            pipeline.sendRun(T, json("\"A\""), json("\"B\""), json("\"A\""), json("\"A\""));
            pipeline.sendRun(T, json("\"B\""), json("\"A\""));
            pipeline.passTime(Duration.ofSeconds(16));

            List<EventBatch> batches = pipeline.batches();

            assertThat(groups(batches))
                    .containsExactlyInAnyOrderEntriesOf(
                            Map.of("A EVENTS", List.of(1L, 5L, 7L), "B AGE", List.of(3L, 9L), "A AGE", List.of(11L)));
            assertThat(batches).extracting(batch -> batch.header().batchId()).doesNotHaveDuplicates();
            assertThat(batches)
                    .extracting(batch -> batch.header().batchId())
                    .contains("clicks.events-0-0-3", "clicks.events-0-1-1024");
        }
    }

    @Test
    void shouldKeepKeyHeadersTimestampAndOriginOfAnEvent() throws Exception {
        Map<String, String> settings = by("header customer");
        settings.put("late", "dead-letter");
        try (TestPipeline pipeline = new TestPipeline(folder, settings)) {
            Headers headers =
                    new RecordHeaders().add("customer", "c7".getBytes(UTF_8)).add("none", null);
            pipeline.send("k".getBytes(UTF_8), json("1"), headers, T + 600_000);
            pipeline.send("k".getBytes(UTF_8), json("2"), headers, T);
            pipeline.passTime(Duration.ofSeconds(16));

            EventBatch batch = pipeline.batches().get(0);
            EventCursor event = batch.events();
            assertThat(event.next()).isTrue();
            assertThat(batch.header().groupKey().get()).isEqualTo("c7".getBytes(UTF_8));
            assertThat(event.partition()).isZero();
            assertThat(event.offset()).isZero();
            assertThat(event.headers()).isEqualTo(headers);
            assertThat(event.timestamp()).isEqualTo(T + 600_000);
            TestRecord<byte[], byte[]> late = pipeline.deadLetters().get(0);
            assertThat(late.key()).isEqualTo("k".getBytes(UTF_8));
            assertThat(late.value()).isEqualTo(json("2"));
            assertThat(late.headers().lastHeader("customer").value()).isEqualTo("c7".getBytes(UTF_8));
            assertThat(DeadLetter.text(late.headers(), DeadLetter.REASON)).isEqualTo("LATE");
            assertThat(DeadLetter.text(late.headers(), DeadLetter.OFFSET)).isEqualTo("1");
            assertThat(DeadLetter.text(late.headers(), DeadLetter.TIMESTAMP)).isEqualTo(Long.toString(T));
        }
    }

    @Test
    void shouldTakeWhateverIsOneValueForAGroup() throws Exception {
        try (TestPipeline pipeline = new TestPipeline(folder, by("field key"))) {
            for (String value : List.of("true", "7", "\"7\"", "9007199254740993", "0.5", "\"\"")) {
                pipeline.send(null, ("{\"key\":" + value + "}").getBytes(UTF_8), T);
            }
            pipeline.passTime(Duration.ofSeconds(16));

            assertThat(groups(pipeline.batches()).keySet())
                    .containsExactlyInAnyOrder("true AGE", "7 AGE", "9007199254740993 AGE", "0.5 AGE", " AGE");
            assertThat(pipeline.deadLetters()).isEmpty();
        }
    }

    @Test
    void shouldParkWhatHasNoGroup() throws Exception {
        try (TestPipeline pipeline = new TestPipeline(folder, by("symbol"))) {
            for (String value : List.of("null", "{\"a\":1}", "[1]", "1e400", '"' + "x".repeat(1 << 20) + '"')) {
                pipeline.send(null, json(value), T);
            }
            pipeline.send(null, "{}".getBytes(UTF_8), T);
            pipeline.passTime(Duration.ofSeconds(16));

            assertThat(pipeline.batches()).isEmpty();
            assertThat(pipeline.deadLetters())
                    .extracting(dead -> DeadLetter.text(dead.headers(), DeadLetter.REASON))
                    .containsOnly("UNROUTABLE")
                    .hasSize(6);
        }
    }

    @Test
    void shouldTellOfAKeyThatIsTooLargeHowLargeItMayBe() throws Exception {
        try (TestPipeline pipeline = new TestPipeline(folder, by("key"))) {
            pipeline.send(new byte[1 << 20], json("1"), T);
            pipeline.send(null, json("1"), T);

            assertThat(pipeline.deadLetters())
                    .extracting(dead -> DeadLetter.text(dead.headers(), DeadLetter.MESSAGE))
                    .containsExactly(
                            "no group by key: 1048576 bytes, and at most 1024 are allowed",
                            "no group by key: the key is null");
        }
    }

    @Test
    void shouldLetWhatHasNoGroupBeAGroupOfItsOwn() throws Exception {
        Map<String, String> settings = by("symbol");
        settings.put("group.missing", "group");
        try (TestPipeline pipeline = new TestPipeline(folder, settings)) {
            pipeline.sendRun(T, json("null"), json("\"A\""), json("[1]"));
            pipeline.passTime(Duration.ofSeconds(16));

            assertThat(groups(pipeline.batches()))
                    .containsExactlyInAnyOrderEntriesOf(
                            Map.of(NO_GROUP + " AGE", List.of(1L, 5L), "A AGE", List.of(3L)));
        }
    }

    @Test
    void shouldParkAnEventThatFitsNoBatch() throws Exception {
        Map<String, String> settings = by("symbol");
        settings.put("batch.max.bytes", "8192");
        try (TestPipeline pipeline = new TestPipeline(folder, settings)) {
            byte[] large = ("{\"symbol\":\"A\",\"x\":\"" + "x".repeat(8192) + "\"}").getBytes(UTF_8);
            pipeline.send(null, large, T);

            TestRecord<byte[], byte[]> dead = pipeline.deadLetters().get(0);
            assertThat(DeadLetter.text(dead.headers(), DeadLetter.REASON)).isEqualTo("TOO_LARGE");
            assertThat(dead.value()).isEqualTo(large);
        }
    }

    @Test
    void shouldDropWhatCameBeforeInTheSameGroup() throws Exception {
        Map<String, String> settings = by("symbol");
        settings.putAll(Map.of("dedup.by", "symbol", "dedup.scope", "group"));
        try (TestPipeline pipeline = new TestPipeline(folder, settings)) {
            pipeline.sendRun(T, json("\"A\""), json("\"B\""), json("\"A\""));
            pipeline.send(null, json("\"A\""), T);
            pipeline.passTime(Duration.ofSeconds(16));

            assertThat(groups(pipeline.batches()))
                    .containsExactlyInAnyOrderEntriesOf(Map.of("A AGE", List.of(1L), "B AGE", List.of(3L)));
            List<Long> dropped = new ArrayList<>();
            EventContent content = new EventContent(true);
            for (TestRecord<byte[], byte[]> account : pipeline.routed("clicks.dropped")) {
                DroppedEvents.read(account.value(), (topic, partition, reason, offset, sum) -> {
                    assertThat(sum).isEqualTo(content.of(T, null, json("\"A\"")));
                    dropped.add(offset);
                });
            }
            assertThat(dropped).containsExactly(5L, 6L);
        }
    }

    /** The heap is bounded by closing the oldest early. */
    @Test
    void shouldBatchAMillionGroupsOfOneWindow() throws Exception {
        Map<String, String> settings = by("symbol");
        settings.put("dedup.by", "symbol");
        settings.put("dedup.max.ids", "1000");
        try (TestPipeline pipeline = new TestPipeline(folder, settings)) {
            int events = 0;
            int heldAtTheEnd = 0;
            for (int run = 0; run <= 2_000; run++) {
                if (run < 2_000) {
                    pipeline.sendRun(T, aRun(500 * run));
                } else {
                    pipeline.passTime(Duration.ofSeconds(16));
                }
                for (EventBatch batch : pipeline.batches()) {
                    events += batch.header().eventCount();
                    heldAtTheEnd += batch.header().closeReason() == CloseReason.HEAP ? 0 : 1;
                }
            }

            assertThat(heldAtTheEnd).isBetween(1, TestPipeline.HEAP / LEAST_BYTES_OF_A_BATCH);
            assertThat(events).isEqualTo(1_000_000);
        }
    }

    private static byte[][] aRun(int from) {
        byte[][] values = new byte[500][];
        for (int i = 0; i < values.length; i++) {
            values[i] = json(Integer.toString(from + i));
        }
        return values;
    }

    private static Map<String, String> by(String what) {
        Map<String, String> settings = new HashMap<>(JSON);
        settings.put("group.by", what);
        return settings;
    }

    private static byte[] json(String symbol) {
        return ("{\"symbol\":" + symbol + "}").getBytes(UTF_8);
    }

    /** Offsets of the events of each batch, by group and close reason. */
    private static Map<String, List<Long>> groups(List<EventBatch> batches) throws Exception {
        Map<String, List<Long>> groups = new TreeMap<>();
        for (EventBatch batch : batches) {
            List<Long> offsets = new ArrayList<>();
            for (EventCursor event = batch.events(); event.next(); ) {
                offsets.add(event.offset());
            }
            String group = batch.header().groupKey() == null
                    ? NO_GROUP
                    : new String(batch.header().groupKey().get(), UTF_8);
            groups.merge(group + ' ' + batch.header().closeReason(), offsets, (a, b) -> {
                a.addAll(b);
                return a;
            });
        }
        return groups;
    }
}
