// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.verify.objects;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.operations.verify.topics.StubRecord;
import io.millrace.schemas.EventBatch;
import io.millrace.schemas.EventCursor;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.avro.Conversions;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AvroAsJsonTest {
    private static final Schema SCHEMA = new Schema.Parser().parse("""
            {"type": "record", "name": "R", "fields": [
              {"name": "n", "type": "null"}, {"name": "b", "type": "boolean"}, {"name": "i", "type": "int"},
              {"name": "l", "type": "long"}, {"name": "f", "type": "float"}, {"name": "d", "type": "double"},
              {"name": "s", "type": "string"}, {"name": "y", "type": "bytes"},
              {"name": "x", "type": {"type": "fixed", "name": "F", "size": 2}},
              {"name": "e", "type": {"type": "enum", "name": "E", "symbols": ["A", "B"]}},
              {"name": "u", "type": ["null", "string"]}, {"name": "a", "type": {"type": "array", "items": "int"}},
              {"name": "m", "type": {"type": "map", "values": "long"}}]}""");
    private static final String JSON = "{\"n\":null,\"b\":true,\"i\":-7,\"l\":9007199254740993,\"f\":0.1,\"d\":0.002,"
            + "\"s\":\"\u00e4\\\"\",\"y\":\"AQI=\",\"x\":\"AwQ=\",\"e\":\"B\",\"u\":\"\",\"a\":[1,2],\"m\":{\"k\":5}}";

    @Test
    void shouldTakeEveryTypeAsTheSinkWritesIt() throws Exception {
        assertThat(isJson(SCHEMA, record(), JSON)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"n\":null|\"n\":0",
                "\"b\":true|\"b\":false",
                "-7|-8",
                "9007199254740993|9007199254740992",
                "\"f\":0.1|\"f\":0.2",
                "\"d\":0.002|\"d\":0.0020000001",
                "\"AQI=\"|\"AQM=\"",
                "\"AwQ=\"|\"AwQF\"",
                "\"B\"|\"A\"",
                "\"u\":\"\"|\"u\":null",
                "[1,2]|[1]",
                "[1,2]|[1,2,3]",
                "[1,2]|[2,1]",
                "\"k\":5|\"j\":5",
                "\"k\":5|\"k\":6",
                "\"k\":5|",
                "\"k\":5|\"k\":5,\"j\":5",
                "}}|}} 1",
                "}}|}"
            })
    void shouldSeeEveryDifference(String what, String other) throws Exception {
        String changed = JSON.replace(what, other == null ? "" : other);

        assertThat(changed).isNotEqualTo(JSON);
        assertThat(isJson(SCHEMA, record(), changed)).isFalse();
    }

    @Test
    void shouldNotMindHowANumberIsPrinted() throws Exception {
        String otherwise = JSON.replace("0.002", "2.0E-3").replace("\"f\":0.1", "\"f\":0.100000001490116");

        assertThat(isJson(SCHEMA, record(), otherwise)).isTrue();
    }

    @Test
    void shouldTakeWhatIsNoNumberAsText() throws Exception {
        Schema schema = Schema.create(Schema.Type.DOUBLE);

        assertThat(isJson(schema, Double.NaN, "\"NaN\"")).isTrue();
        assertThat(isJson(schema, Double.NEGATIVE_INFINITY, "\"-Infinity\"")).isTrue();
        assertThat(isJson(schema, Double.POSITIVE_INFINITY, "\"-Infinity\"")).isFalse();
        assertThat(isJson(schema, -0.0, "0.0")).isFalse();
    }

    @Test
    void shouldTakeADecimalAsBytesOrAsItsNumber() throws Exception {
        Schema schema = LogicalTypes.decimal(9, 2).addToSchema(Schema.create(Schema.Type.BYTES));
        ByteBuffer bytes =
                new Conversions.DecimalConversion().toBytes(new BigDecimal("-12.50"), schema, schema.getLogicalType());

        assertThat(isJson(schema, bytes, "\"+x4=\"")).isTrue();
        assertThat(isJson(schema, bytes, "-12.50")).isTrue();
        assertThat(isJson(schema, bytes, "-12.51")).isFalse();
    }

    private static GenericData.Record record() {
        GenericData.Record record = new GenericData.Record(SCHEMA);
        List<Object> values = List.of(
                true,
                -7,
                9_007_199_254_740_993L,
                0.1f,
                0.002,
                "\u00e4\"",
                ByteBuffer.wrap(new byte[] {1, 2}),
                new GenericData.Fixed(SCHEMA.getField("x").schema(), new byte[] {3, 4}),
                new GenericData.EnumSymbol(SCHEMA.getField("e").schema(), "B"),
                "",
                List.of(1, 2),
                Map.of("k", 5L));
        for (int i = 0; i < values.size(); i++) {
            record.put(i + 1, values.get(i));
        }
        return record;
    }

    private static boolean isJson(Schema schema, Object datum, String json) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder out = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<>(schema).write(datum, out);
        out.flush();
        EventCursor event =
                EventBatch.read(StubRecord.avro(1, bytes.toByteArray())).events();
        assertThat(event.next()).isTrue();
        byte[] line = json.getBytes(StandardCharsets.UTF_8);
        return new AvroAsJson(schema).is(event, line, 0, line.length);
    }
}
