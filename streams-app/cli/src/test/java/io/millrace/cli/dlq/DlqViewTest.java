// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli.dlq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.operations.dlq.LetterGroup;
import io.millrace.operations.dlq.RedriveReport;
import io.millrace.operations.dlq.letters.ParkedLetter;
import io.millrace.schemas.DeadLetter;
import io.millrace.schemas.DeadLetterReason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.TypeConversionException;

class DlqViewTest {
    private static final LetterGroup GROUP = new LetterGroup(
            "logs",
            "SINK_REJECTED",
            "sink",
            "search",
            1_200,
            0,
            1_700_000_000_123L,
            Map.of(1, new LetterGroup.Range(0, 41), 0, new LetterGroup.Range(3, 1_160)),
            1_000,
            7);

    private static RedriveReport report(boolean executed, String stoppedAt) {
        return new RedriveReport(
                "logs",
                executed,
                Map.of("logs.events", 30L, "logs.redriven, to sink search", 12L),
                5,
                2,
                Map.of("the topic logs.old does not exist any more", 1L),
                Map.of(),
                stoppedAt);
    }

    @Test
    void shouldShowCountsWithTimesAndOffsets() {
        assertThat(DlqView.text(List.of(GROUP)).lines())
                .containsExactly(
                        "PIPELINE   REASON          WHERE         COUNT   REDRIVEN   PARKED   OLDEST                 NEWEST                 OFFSETS",
                        "logs       SINK_REJECTED   sink search   1,200      1,000        7   1970-01-01T00:00:00Z   2023-11-14T22:13:20Z   0:3-1160,1:0-41");
        assertThat(DlqView.text(List.of())).isEqualTo("There are no dead letters.");
        JsonNode one = DlqView.json(List.of(GROUP)).at("/groups/0");
        assertThat(one.get("sink").asText()).isEqualTo("search");
        assertThat(one.get("newest").asText()).isEqualTo("2023-11-14T22:13:20.123Z");
        assertThat(one.at("/offsets/0/last").asLong()).isEqualTo(1_160);
    }

    @Test
    void shouldSayWhatGoesWhereAndWhatStays() {
        assertThat(DlqView.text(report(false, null)).lines())
                .containsExactly(
                        "logs: would send 42",
                        "  to logs.events: 30",
                        "  to logs.redriven, to sink search: 12",
                        "  5 sent back earlier",
                        "  2 parked for good: failed as often as dlq.max.attempts allows",
                        "  1 left: the topic logs.old does not exist any more",
                        "Nothing was sent; --execute does it.");
        assertThat(DlqView.text(report(true, null))).contains("logs: sent 42").endsWith("Done.");
        assertThat(DlqView.text(report(true, "it came back"))).endsWith("Stopped: it came back.");
        JsonNode json = DlqView.json(report(true, "it came back"));
        assertThat(json.get("total").asLong()).isEqualTo(42);
        assertThat(json.at("/sent/logs.events").asLong()).isEqualTo(30);
        assertThat(json.get("stoppedAt").asText()).isEqualTo("it came back");
    }

    @Test
    void shouldShowALetterWithoutItsPayloadAndWithMaskedHeaders() {
        Headers headers = new RecordHeaders()
                .add("token", bytes("secret"))
                .add("trace", bytes("t\u001b[2J"))
                .add("raw", new byte[] {(byte) 0xff});
        new DeadLetter(
                        DeadLetterReason.MALFORMED,
                        "decode",
                        "logs",
                        new IllegalStateException("why"),
                        "logs.events",
                        3,
                        40,
                        0,
                        0,
                        null,
                        null)
                .writeTo(headers);
        ConsumerRecord<byte[], byte[]> letter = new ConsumerRecord<>(
                "logs.dlq",
                0,
                7,
                0,
                TimestampType.CREATE_TIME,
                0,
                0,
                bytes("key"),
                bytes("payload"),
                headers,
                Optional.empty());

        String text = new LetterView(null, Set.of("token"))
                .text(List.of(new ParkedLetter(letter, ParkedLetter.of(letter).failure())));

        assertThat(text.lines())
                .startsWith("logs.dlq-0, offset 7", "  reason: MALFORMED", "  stage: decode")
                .contains("  topic: logs.events", "  sourceOffset: 40", "  message: why", "  bytes: 7", "  attempts: 1")
                .contains("    token: ***", "    trace: t [2J", "    raw: 0xff");
        assertThat(text).doesNotContain("secret", "payload", "stacktrace");
    }

    @Test
    void shouldTakeATimeOrHowLongAgo() {
        Moment moment = new Moment();

        assertThat(moment.convert("2026-05-17T10:05:03Z")).isEqualTo(Instant.parse("2026-05-17T10:05:03Z"));
        assertThat(moment.convert("10m"))
                .isBetween(
                        Instant.now().minus(Duration.ofMinutes(11)),
                        Instant.now().minus(Duration.ofMinutes(10)));
        assertThatThrownBy(() -> moment.convert("yesterday"))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("yesterday");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
