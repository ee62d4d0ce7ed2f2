// SPDX-License-Identifier: Apache-2.0
package io.millrace.schemas;

import static io.millrace.schemas.BatchAssertions.assertHolds;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A release that fails here cannot read what an earlier one wrote. Add a version; never change a golden file. */
class EventBatchGoldenTest {

    static Stream<Arguments> versionTwo() {
        return Stream.of(
                Arguments.of("event-batch-v2-avro.hex", SampleBatch.avro()),
                Arguments.of("event-batch-v2-json.hex", SampleBatch.json()));
    }

    @ParameterizedTest
    @MethodSource("versionTwo")
    void shouldWriteTheBytesOfVersionTwo(String golden, SampleBatch batch) {
        assertThat(hex(batch.written())).isEqualTo(hex(Golden.bytes(golden)));
    }

    @ParameterizedTest
    @MethodSource("versionTwo")
    void shouldReadTheBytesOfVersionTwo(String golden, SampleBatch batch) throws Exception {
        assertHolds(EventBatch.read(Golden.bytes(golden)), batch);
    }

    @Test
    void shouldStillBeVersionTwo() {
        assertThat(EventBatch.VERSION).isEqualTo(2);
        assertThat(BatchHeaders.VERSION).isEqualTo("millrace.batch.version");
    }

    @Test
    void shouldKeepTheOrderOfFieldsAndSymbols() {
        Schema event = EventBatch.SCHEMA.getField("events").schema().getElementType();

        assertThat(EventBatch.SCHEMA.getFullName()).isEqualTo("io.millrace.EventBatch");
        assertThat(EventBatch.SCHEMA.getFields())
                .extracting(Schema.Field::name)
                .containsExactly(
                        "batchId",
                        "pipeline",
                        "sourceTopic",
                        "sourcePartition",
                        "firstOffset",
                        "lastOffset",
                        "windowStart",
                        "windowEnd",
                        "groupKey",
                        "format",
                        "schemaId",
                        "closeReason",
                        "eventCount",
                        "payloadBytes",
                        "minTimestamp",
                        "maxTimestamp",
                        "events");
        assertThat(event.getFields())
                .extracting(Schema.Field::name)
                .containsExactly("partition", "offset", "timestamp", "key", "headers", "value");
        assertThat(symbols("format")).containsExactly("AVRO", "JSON").containsExactly(names(PayloadFormat.values()));
        assertThat(symbols("closeReason"))
                .containsExactly("EVENTS", "BYTES", "WINDOW", "AGE", "HEAP")
                .containsExactly(names(CloseReason.values()));
    }

    private static List<String> symbols(String field) {
        return EventBatch.SCHEMA.getField(field).schema().getEnumSymbols();
    }

    private static String[] names(Enum<?>[] values) {
        return Stream.of(values).map(Enum::name).toArray(String[]::new);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
