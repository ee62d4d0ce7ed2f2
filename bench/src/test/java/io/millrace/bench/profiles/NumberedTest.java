// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.profiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.schemas.Schemas;
import io.millrace.schemas.WireFormat;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.junit.jupiter.api.Test;

class NumberedTest {
    private static final int SCHEMA = 7;

    private final Numbered events = new Numbered(SCHEMA);

    @Test
    void shouldReadTheNumberThatItWrote() {
        // When, Then
        for (long number : new long[] {0, 1, 15, 16, 999, 1_000, Integer.MAX_VALUE, 1L << 47}) {
            byte[] value = events.value(number);
            assertThat(Numbered.of(value, value.length)).isEqualTo(number);
        }
    }

    @Test
    void shouldBeAClickWhateverItsNumber() throws Exception {
        // When
        byte[] value = events.value(123_456_789);

        // Then
        GenericRecord click = new GenericDatumReader<GenericRecord>(Schemas.CLICK)
                .read(
                        null,
                        DecoderFactory.get()
                                .binaryDecoder(
                                        value, WireFormat.PREFIX_BYTES, value.length - WireFormat.PREFIX_BYTES, null));
        assertThat(WireFormat.schemaId(value)).isEqualTo(SCHEMA);
        assertThat(click.get(Schemas.CLICK.getFields().size() - 1).toString()).endsWith("0000075bcd15");
    }

    @Test
    void shouldRefuseAnEventWithoutANumber() {
        // When, Then
        assertThatThrownBy(
                        () -> Numbered.of("an event of another".getBytes(java.nio.charset.StandardCharsets.UTF_8), 19))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
