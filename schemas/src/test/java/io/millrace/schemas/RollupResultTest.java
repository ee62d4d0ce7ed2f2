// SPDX-License-Identifier: Apache-2.0
package io.millrace.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.millrace.schemas.RollupResult.Measured;
import io.millrace.schemas.RollupResult.Part;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.junit.jupiter.api.Test;

class RollupResultTest {
    private static final RollupResult RESULT = new RollupResult(
            "clicks",
            "perHour",
            List.of(new Part("path", "/a|b\\c"), new Part("status", null)),
            3_600_000,
            7_200_000,
            3,
            90,
            3_600_001,
            7_199_999,
            List.of(
                    new Measured(RollupFunction.SUM, "bytes", 2, 12L, true),
                    new Measured(RollupFunction.MAX, "took", 1, -0.5, true),
                    new Measured(RollupFunction.DISTINCT, "user", 0, null, false)));

    @Test
    void shouldWriteWhatAvroReads() throws Exception {
        byte[] bytes = RESULT.encode(7);

        GenericRecord read = new GenericDatumReader<GenericRecord>(RollupResult.SCHEMA)
                .read(
                        null,
                        DecoderFactory.get()
                                .binaryDecoder(Arrays.copyOfRange(bytes, WireFormat.PREFIX_BYTES, bytes.length), null));

        assertThat(WireFormat.schemaId(bytes)).isEqualTo(7);
        assertThat(read)
                .hasToString(
                        "{\"pipeline\": \"clicks\", \"rollup\": \"perHour\", \"key\": [{\"name\": \"path\", \"value\":"
                                + " \"/a|b\\\\c\"}, {\"name\": \"status\", \"value\": null}], \"windowStart\": 3600000,"
                                + " \"windowEnd\": 7200000, \"count\": 3, \"bytes\": 90, \"minTimestamp\": 3600001,"
                                + " \"maxTimestamp\": 7199999, \"measures\": [{\"function\": \"SUM\", \"name\": \"bytes\","
                                + " \"values\": 2, \"value\": 12, \"exact\": true}, {\"function\": \"MAX\", \"name\": \"took\","
                                + " \"values\": 1, \"value\": -0.5, \"exact\": true}, {\"function\": \"DISTINCT\", \"name\":"
                                + " \"user\", \"values\": 0, \"value\": null, \"exact\": false}]}");
    }

    @Test
    void shouldReadWhatItWrites() throws Exception {
        assertThat(RollupResult.read(RESULT.encode(7))).isEqualTo(RESULT);
        assertThatExceptionOfType(MalformedAvroException.class).isThrownBy(() -> RollupResult.read(new byte[] {1, 2}));
        assertThatExceptionOfType(MalformedAvroException.class).isThrownBy(() -> RollupResult.read(null));
    }

    @Test
    void shouldHaveAnIdThatTellsKeysApart() {
        assertThat(RESULT.id()).isEqualTo("perHour|3600000|/a\\|b\\\\c|\\N");
    }
}
