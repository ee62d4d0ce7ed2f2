// SPDX-License-Identifier: Apache-2.0
package io.millrace.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.DeadLetter;
import io.millrace.schemas.DroppedEvents;
import io.millrace.schemas.EventBatch;
import io.millrace.schemas.Origin;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of valid events before they are batched. */
class RouteAndDedupTest {
    private static final Map<String, String> JSON =
            Map.of("format", "JSON", "window.ms", "60000", "grace.ms", "10000", "max.age.ms", "15000");
    private static final long T = TestPipeline.NOW.toEpochMilli();

    @TempDir
    Path folder;

    @Test
    void shouldSendEachEventWhereTheFirstRuleSaysThatHolds() throws Exception {
        Map<String, String> settings = new HashMap<>(JSON);
        settings.put(
                "routes",
                "level = \"ERROR\" and header probe absent -> topic errors; level = \"ERROR\" -> dead-letter;"
                        + " level absent -> batch; level = \"DEBUG\" -> drop; otherwise -> topic rest");
        try (TestPipeline pipeline = new TestPipeline(folder, settings)) {
            byte[] error = "{\"level\":\"ERROR\"}".getBytes(UTF_8);
            byte[] debug = "{\"level\":\"DEBUG\"}".getBytes(UTF_8);
            byte[] info = "{\"level\":\"INFO\"}".getBytes(UTF_8);
            pipeline.send("k".getBytes(UTF_8), error, new RecordHeaders().add("h", new byte[] {7}), T);
            pipeline.send(null, error, new RecordHeaders().add("probe", new byte[] {'1'}), T);
            pipeline.send(null, json(1), T);
            pipeline.send(null, info, T);
            pipeline.sendRun(T, debug, json(2), debug);
            pipeline.passTime(Duration.ofSeconds(16));

            TestRecord<byte[], byte[]> routed = pipeline.routed("errors").get(0);
            assertThat(routed.value()).isEqualTo(error);
            assertThat(routed.key()).isEqualTo("k".getBytes(UTF_8));
            assertThat(routed.headers().lastHeader("h").value()).containsExactly(7);
            assertThat(Origin.of(routed.headers())).isEqualTo(new Origin("clicks", "clicks.events", 0, 0, T));
            assertThat(pipeline.routed("rest")).extracting(TestRecord::value).containsExactly(info);
            Headers refused = pipeline.deadLetters().get(0).headers();
            assertThat(DeadLetter.text(refused, DeadLetter.REASON)).isEqualTo("UNROUTABLE");
            assertThat(DeadLetter.text(refused, DeadLetter.MESSAGE)).isEqualTo("rule 2 makes it a dead letter");
            assertThat(pipeline.batches())
                    .extracting(batch -> batch.header().batchId())
                    .containsExactly("clicks.events-0-2-7");
            List<String> dropped = new ArrayList<>();
            DroppedEvents.read(
                    pipeline.routed("clicks.dropped").get(0).value(),
                    (topic, partition, reason, offset, content) -> dropped.add(topic + '-' + partition + '-' + offset));
            assertThat(dropped).containsExactly("clicks.events-0-5", "clicks.events-0-9");
            assertThat(pipeline.meters
                            .get("millrace.routed.events")
                            .tag("topic", "rest")
                            .counter()
                            .count())
                    .isOne();
        }
    }

    @Test
    void shouldBatchForTheSinkTopicThatTheRuleNames() throws Exception {
        Map<String, String> settings = new HashMap<>(JSON);
        settings.put("routes", "n >= 7 -> batch to sevens; n = 3 -> batch");
        try (TestPipeline pipeline = new TestPipeline(folder, settings)) {
            pipeline.sendRun(T, json(7), json(1), json(8), json(3));
            pipeline.send(null, json(9), T + 120_000);
            pipeline.passTime(Duration.ofSeconds(16));

            assertThat(facts(pipeline.batches())).containsExactly("clicks.events-0-3-7 2 WINDOW");
            assertThat(facts(pipeline.batches("sevens")))
                    .containsExactly("clicks.events-0-1-5 2 WINDOW", "clicks.events-0-8-8 1 AGE");
        }
    }

    /** The rule was asked where the event was read. */
    @Test
    void shouldBatchOneGroupForOneSinkTopic() throws Exception {
        Map<String, String> settings = new HashMap<>(JSON);
        settings.put("routes", "n >= 7 -> batch to sevens; otherwise -> batch to others");
        settings.put("group.by", "n");
        try (TestPipeline pipeline = new TestPipeline(folder, settings)) {
            pipeline.sendRun(T, json(7), json(1), json(8), json(7), json(1));
            pipeline.passTime(Duration.ofSeconds(16));

            assertThat(facts(pipeline.batches())).isEmpty();
            assertThat(facts(pipeline.batches("others"))).containsExactly("clicks.events-0-1-4 2 AGE");
            assertThat(facts(pipeline.batches("sevens")))
                    .containsExactly("clicks.events-0-0-3 2 AGE", "clicks.events-0-2-2 1 AGE");
        }
    }

    private static List<String> facts(List<EventBatch> batches) {
        return batches.stream()
                .map(EventBatch::header)
                .map(header -> header.batchId() + ' ' + header.eventCount() + ' ' + header.closeReason())
                .toList();
    }

    @Test
    void shouldDropWhatCameBeforeWithTheSameId() throws Exception {
        Map<String, String> settings = new HashMap<>(JSON);
        settings.put("dedup.by", "id, header attempt");
        try (TestPipeline pipeline = new TestPipeline(folder, settings)) {
            byte[] a = "{\"id\":\"a\"}".getBytes(UTF_8);
            Headers first = new RecordHeaders().add("attempt", new byte[] {'1'});
            Headers second = new RecordHeaders().add("attempt", new byte[] {'2'});

            pipeline.send(null, a, first, T);
            pipeline.send(null, a, second, T);
            pipeline.send(null, a, first, T);
            pipeline.send(null, a, T);
            pipeline.send(null, a, T);
            pipeline.passTime(Duration.ofSeconds(16));

            List<String> dropped = new ArrayList<>();
            for (TestRecord<byte[], byte[]> account : pipeline.routed("clicks.dropped")) {
                DroppedEvents.read(
                        account.value(),
                        (topic, partition, reason, offset, content) -> dropped.add(reason + "-" + offset));
            }
            assertThat(dropped).containsExactly("DUPLICATE-2");
            assertThat(pipeline.batches())
                    .extracting(batch -> batch.header().eventCount())
                    .containsExactly(4);
        }
    }

    /** By event time, and at the commit after. */
    @Test
    void shouldForgetIdsWhenTheirTimeIsOver() throws Exception {
        Map<String, String> settings = new HashMap<>(JSON);
        settings.putAll(Map.of("dedup.by", "id", "dedup.window.ms", "1000"));
        try (TestPipeline pipeline = new TestPipeline(folder, settings)) {
            byte[] a = "{\"id\":\"a\"}".getBytes(UTF_8);
            pipeline.send(null, a, T);
            pipeline.send(null, "{\"id\":\"b\"}".getBytes(UTF_8), T + 1_000);
            pipeline.send(null, a, T + 1_000);
            pipeline.send(null, "{\"id\":\"c\"}".getBytes(UTF_8), T + 2_002);
            pipeline.send(null, a, T + 2_002);

            assertThat(pipeline.routed("clicks.dropped")).hasSize(1);
        }
    }

    /** A generation of ids is forgotten as a whole. */
    @Test
    void shouldRememberNoMoreIdsThanItMay() throws Exception {
        Map<String, String> settings = new HashMap<>(JSON);
        settings.putAll(Map.of("dedup.by", "id", "dedup.max.ids", "2"));
        try (TestPipeline pipeline = new TestPipeline(folder, settings)) {
            for (String id : List.of("a", "b", "c", "a", "a")) {
                pipeline.send(null, ("{\"id\":\"" + id + "\"}").getBytes(UTF_8), T);
            }

            assertThat(pipeline.routed("clicks.dropped")).hasSize(1);
            assertThat(pipeline.meters
                            .get("millrace.forgotten.ids")
                            .functionCounter()
                            .count())
                    .isPositive();
        }
    }

    private static byte[] json(int n) {
        return ("{\"n\":" + n + "}").getBytes(UTF_8);
    }
}
