// SPDX-License-Identifier: Apache-2.0
package io.millrace.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class DeadLetterTest {
    private final Headers headers = new RecordHeaders();

    @Test
    void shouldWriteTheNamesOfTheContract() {
        ofABatch(new IllegalStateException("no such thing")).writeTo(headers);

        Map<String, String> written = new LinkedHashMap<>();
        headers.forEach(header -> written.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        assertThat(written.remove("__streams.errors.stacktrace"))
                .startsWith("java.lang.IllegalStateException: no such thing")
                .contains("DeadLetterTest");
        assertThat(written)
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("__streams.errors.exception", "java.lang.IllegalStateException"),
                        Map.entry("__streams.errors.message", "no such thing"),
                        Map.entry("__streams.errors.topic", "clicks.batches"),
                        Map.entry("__streams.errors.partition", "3"),
                        Map.entry("__streams.errors.offset", "4"),
                        Map.entry("millrace.reason", "SINK_REJECTED"),
                        Map.entry("millrace.stage", "sink"),
                        Map.entry("millrace.pipeline", "clicks"),
                        Map.entry("millrace.attempts", "1"),
                        Map.entry("millrace.failed.at", "6"),
                        Map.entry("millrace.timestamp", "5"),
                        Map.entry("millrace.batch.id", "clicks.events-3-0-9"),
                        Map.entry("millrace.sink", "s3")));
    }

    @Test
    void shouldLeaveOutWhatAnEventDoesNotHave() {
        ofAnEvent(new IllegalStateException()).writeTo(headers);

        assertThat(headers.lastHeader(DeadLetter.BATCH_ID)).isNull();
        assertThat(headers.lastHeader(DeadLetter.SINK)).isNull();
        assertThat(DeadLetter.text(headers, DeadLetter.MESSAGE)).isEqualTo("null");
    }

    @Test
    void shouldCountAttemptsAndReplaceWhatAnEarlierFailureLeft() {
        ofABatch(new IllegalStateException()).writeTo(headers);
        ofABatch(new IllegalStateException()).writeTo(headers);
        ofAnEvent(new IllegalArgumentException()).writeTo(headers);

        assertThat(DeadLetter.text(headers, DeadLetter.ATTEMPTS)).isEqualTo("3");
        assertThat(headers.headers(DeadLetter.EXCEPTION)).hasSize(1);
        assertThat(headers.lastHeader(DeadLetter.BATCH_ID)).isNull();
    }

    @Test
    void shouldStartOverBehindANonsenseCount() {
        headers.add(DeadLetter.ATTEMPTS, "many".getBytes(StandardCharsets.UTF_8));
        ofAnEvent(new IllegalStateException()).writeTo(headers);

        assertThat(DeadLetter.text(headers, DeadLetter.ATTEMPTS)).isEqualTo("1");
    }

    @Test
    void shouldLeaveTheOtherHeadersAlone() {
        headers.add("a", new byte[] {1}).add("b", null).add("a", new byte[] {2});

        ofAnEvent(new IllegalStateException()).writeTo(headers);

        assertThat(headers.toArray())
                .filteredOn(header -> header.key().length() == 1)
                .extracting(Header::key, Header::value)
                .containsExactly(tuple("a", new byte[] {1}), tuple("b", null), tuple("a", new byte[] {2}));
    }

    @Test
    void shouldKeepWithinTheAllowanceBetweenTheTopics() {
        ofABatch(new IllegalStateException("€".repeat(100_000), new IllegalStateException("y".repeat(100_000))))
                .writeTo(headers);

        int bytes = 0;
        for (Header header : headers) {
            assertThat(header.value()).hasSizeLessThanOrEqualTo(8 * 1024);
            bytes += header.key().length() + header.value().length + 10;
        }
        assertThat(headers.lastHeader(DeadLetter.STACKTRACE).value()).hasSize(8 * 1024);
        assertThat(bytes).isLessThan(DeadLetter.HEADER_ALLOWANCE_BYTES);
    }

    private static DeadLetter ofABatch(Exception cause) {
        return new DeadLetter(
                DeadLetterReason.SINK_REJECTED,
                DeadLetter.SINK_STAGE,
                "clicks",
                cause,
                "clicks.batches",
                3,
                4,
                5,
                6,
                "clicks.events-3-0-9",
                "s3");
    }

    private static DeadLetter ofAnEvent(Exception cause) {
        return new DeadLetter(
                DeadLetterReason.MALFORMED, "decode", "clicks", cause, "clicks.events", 3, 4, 5, 6, null, null);
    }
}
