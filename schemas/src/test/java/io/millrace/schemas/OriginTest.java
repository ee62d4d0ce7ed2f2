// SPDX-License-Identifier: Apache-2.0
package io.millrace.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginTest {
    private static final Origin ORIGIN = new Origin("logs", "logs.events", 3, 4, Long.MAX_VALUE);

    private final Headers headers = new RecordHeaders();

    @Test
    void shouldWriteTheNamesOfTheContract() {
        ORIGIN.writeTo(headers);

        Map<String, String> written = new LinkedHashMap<>();
        headers.forEach(header -> written.put(header.key(), new String(header.value(), UTF_8)));
        assertThat(written)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "millrace.pipeline", "logs",
                        "millrace.source.topic", "logs.events",
                        "millrace.source.partition", "3",
                        "millrace.source.offset", "4",
                        "millrace.source.timestamp", "9223372036854775807"));
    }

    @Test
    void shouldReadWhatWasWrittenLast() {
        new Origin("other", "events", 0, 0, 0).writeTo(headers);
        ORIGIN.writeTo(headers);

        assertThat(Origin.of(headers)).isEqualTo(ORIGIN);
    }

    @ParameterizedTest
    @CsvSource({
        "millrace.source.partition, -1",
        "millrace.source.partition, 99999999999",
        "millrace.source.offset, -4",
        "millrace.source.offset, four",
        "millrace.source.timestamp, ''",
    })
    void shouldTellNothingFromWhatSomebodyElseWrote(String name, String value) {
        ORIGIN.writeTo(headers);

        headers.remove(name).add(name, value.getBytes(UTF_8));

        assertThat(Origin.of(headers)).isNull();
    }

    @Test
    void shouldTellNothingWithoutATopic() {
        ORIGIN.writeTo(headers);
        headers.remove(Origin.TOPIC);

        assertThat(Origin.of(headers)).isNull();
    }
}
