// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink.payload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.kit.RandomAvro;
import io.millrace.schemas.AvroBuffer;
import io.millrace.schemas.AvroCursor;
import io.millrace.schemas.MalformedAvroException;
import io.millrace.schemas.PayloadLimits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.DecoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AvroJsonTest {
    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .build());

    private static String json(Schema schema, byte[] datum) throws Exception {
        return json(schema, datum, DecimalFormat.BASE64);
    }

    private static String json(Schema schema, byte[] datum, DecimalFormat decimals) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out =
                new JsonFactory().createGenerator(bytes).disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT)) {
            new AvroJson(schema, decimals).write(new AvroCursor().over(datum, 0, datum.length), out);
        }
        return bytes.toString(UTF_8);
    }

    private static Schema parse(String schema) {
        return new Schema.Parser().parse(schema);
    }

    @Property(tries = 500)
    void shouldSayWhatAvrosOwnReaderReads(@ForAll long seed, @ForAll boolean sizedBlocks) throws Exception {
        RandomAvro random = new RandomAvro(seed);
        Schema schema = random.schema();
        byte[] datum = random.datum(schema, sizedBlocks);
        Object read =
                new GenericDatumReader<>(schema).read(null, DecoderFactory.get().binaryDecoder(datum, null));

        JsonNode written = MAPPER.readTree(json(schema, datum));

        assertThat(written).isEqualTo(MAPPER.readTree(MAPPER.writeValueAsBytes(PlainJson.of(schema, read))));
    }

    @Property(tries = 500)
    void shouldFailOnlyAsMalformedOnWhateverBytes(@ForAll long seed) throws Exception {
        RandomAvro random = new RandomAvro(seed);
        Schema schema = random.schema();
        byte[] datum = random.damaged(random.datum(schema, false));

        try {
            json(schema, datum);
        } catch (MalformedAvroException e) {
            assertThat(e).hasMessageContaining("at byte");
        }
    }

    @Test
    void shouldWriteUnionsBytesAndUnspeakableNumbersPlainly() throws Exception {
        Schema schema = parse("{\"type\":\"record\",\"name\":\"R\",\"fields\":["
                + "{\"name\":\"u\",\"type\":[\"null\",\"string\"]},{\"name\":\"n\",\"type\":[\"null\",\"long\"]},"
                + "{\"name\":\"b\",\"type\":\"bytes\"},{\"name\":\"d\",\"type\":\"double\"},"
                + "{\"name\":\"f\",\"type\":\"float\"},"
                + "{\"name\":\"t\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}}]}");
        AvroBuffer datum = new AvroBuffer(64);
        datum.writeLong(1);
        datum.writeString("a\"\n\u2028ü");
        datum.writeLong(0);
        datum.writeBytes(new byte[] {-1, 0, 1}, 0, 3);
        datum.writeRaw(new byte[] {0, 0, 0, 0, 0, 0, (byte) 0xf8, 0x7f}, 0, 8);
        datum.writeRaw(new byte[] {0, 0, (byte) 0x80, (byte) 0xff}, 0, 4);
        datum.writeLong(1_431_857_103_000L);

        assertThat(json(schema, datum.toByteArray()))
                .isEqualTo("{\"u\":\"a\\\"\\n\u2028ü\",\"n\":null,\"b\":\"/wAB\",\"d\":\"NaN\","
                        + "\"f\":\"-Infinity\",\"t\":1431857103000}");
    }

    /** Whatever the JDK: Java's own printing changed in 19, and with it would the bytes of an object that is made again. */
    @ParameterizedTest
    @CsvSource({
        "2.0E-3,0.002",
        "2.0E23,2.0E23",
        "1.0E23,1.0E23",
        "4.9E-324,4.9E-324",
        "2.2250738585072014E-308,2.2250738585072014E-308",
        "9007199254740993,9.007199254740992E15",
        "1.1E-5,1.1E-5",
        "2.0E-44,2.0E-44",
        "2.2E-322,2.2E-322",
        "0,0.0",
        "-0.0,-0.0",
        "1,1.0",
        "100,100.0",
        "1.0E7,1.0E7",
        "9999999,9999999.0",
        "0.001,0.001",
        "1.7976931348623157E308,1.7976931348623157E308",
        "2.0E-3,0.002",
        "1.0E-3,0.001",
        "9.999E-4,9.999E-4",
        "8.41E21,8.41E21",
        "2.0E-308,2.0E-308",
        "5.0E-324,4.9E-324"
    })
    void shouldPrintADoubleInOneWay(double value, String printed) throws Exception {
        byte[] datum = ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putDouble(value)
                .array();

        assertThat(json(Schema.create(Schema.Type.DOUBLE), datum)).isEqualTo(printed);
    }

    @ParameterizedTest
    @CsvSource({
        "2.0E-3,0.002",
        "1.17549435E-38,1.1754944E-38",
        "3.4E-45,2.8E-45",
        "1.4E-45,1.4E-45",
        "3.4028235E38,3.4028235E38",
        "0.1,0.1",
        "1.0E10,1.0E10",
        "33554432,3.3554432E7",
        "2.0E10,2.0E10"
    })
    void shouldPrintAFloatInOneWay(float value, String printed) throws Exception {
        byte[] datum = ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(value)
                .array();

        assertThat(json(Schema.create(Schema.Type.FLOAT), datum)).isEqualTo(printed);
    }

    @Property
    void shouldPrintWhatReadsAsTheSameNumber(@ForAll long bits) throws Exception {
        double value = Double.longBitsToDouble(bits);
        byte[] datum = ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(bits)
                .array();
        String printed = json(Schema.create(Schema.Type.DOUBLE), datum);

        assertThat(Double.parseDouble(printed.replace("\"", ""))).isEqualTo(Double.valueOf(value));
    }

    @ParameterizedTest
    @CsvSource({
        "2,0,0.00",
        "2,1,0.01",
        "2,-1,-0.01",
        "2,123456,1234.56",
        "0,123456,123456",
        "10,1,1E-10",
        "10,12345678901,1.2345678901",
        "2,123456789012345678901234567890,1234567890123456789012345678.90"
    })
    void shouldPrintADecimalAsANumberWhenItIsToldTo(int scale, BigInteger unscaled, String number) throws Exception {
        byte[] bytes = unscaled.toByteArray();
        Schema decimal = LogicalTypes.decimal(40, scale).addToSchema(Schema.create(Schema.Type.BYTES));
        AvroBuffer datum = new AvroBuffer(16);
        datum.writeBytes(bytes, 0, bytes.length);

        assertThat(json(decimal, datum.toByteArray(), DecimalFormat.NUMERIC)).isEqualTo(number);
        assertThat(json(decimal, datum.toByteArray()))
                .isEqualTo('"' + Base64.getEncoder().encodeToString(bytes) + '"');
        byte[] wide = new byte[20];
        Arrays.fill(wide, unscaled.signum() < 0 ? (byte) -1 : 0);
        System.arraycopy(bytes, 0, wide, wide.length - bytes.length, bytes.length);
        Schema fixed = LogicalTypes.decimal(40, scale).addToSchema(Schema.createFixed("D", null, null, wide.length));
        assertThat(json(fixed, wide, DecimalFormat.NUMERIC)).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 416, 900_000})
    void shouldLeaveADecimalThatNobodyCanReadAsItIs(int length) throws Exception {
        Schema decimal = LogicalTypes.decimal(10, 2).addToSchema(Schema.create(Schema.Type.BYTES));
        AvroBuffer datum = new AvroBuffer(16);
        datum.writeBytes(new byte[length], 0, length);

        assertThat(json(decimal, datum.toByteArray(), DecimalFormat.NUMERIC))
                .isEqualTo('"' + Base64.getEncoder().encodeToString(new byte[length]) + '"');
    }

    @Test
    void shouldReplaceInvalidUtf8() throws Exception {
        AvroBuffer datum = new AvroBuffer(8);
        datum.writeBytes(new byte[] {'a', (byte) 0xff, 'b'}, 0, 3);

        assertThat(json(Schema.create(Schema.Type.STRING), datum.toByteArray())).isEqualTo("\"a\ufffdb\"");
    }

    @Test
    void shouldRefuseToNestForEver() {
        Schema list =
                parse("{\"type\":\"record\",\"name\":\"L\",\"fields\":[{\"name\":\"n\",\"type\":[\"null\",\"L\"]}]}");
        byte[] datum = new byte[100_000];
        Arrays.fill(datum, (byte) 2);

        assertThatThrownBy(() -> json(list, datum)).isInstanceOf(MalformedAvroException.class);
    }

    @Test
    void shouldRefuseAClaimOfItemsThatTakeNoBytes() {
        AvroBuffer datum = new AvroBuffer(16);
        datum.writeLong(Long.MAX_VALUE);

        assertThatThrownBy(() -> json(Schema.createArray(Schema.create(Schema.Type.NULL)), datum.toByteArray()))
                .isInstanceOf(MalformedAvroException.class);
    }

    private static byte[] items(long count) {
        AvroBuffer datum = new AvroBuffer(16);
        datum.writeLong(count);
        datum.writeLong(0);
        return datum.toByteArray();
    }

    /** The same number as the stream's, for it is counted in the same place. */
    @Test
    void shouldWriteAsManyItemsThatTakeNoByteAsTheStreamTakes() throws Exception {
        Schema nulls = parse("{\"type\":\"array\",\"items\":\"null\"}");
        Schema records = parse(
                "{\"type\":\"array\",\"items\":{\"type\":\"record\",\"name\":\"O\",\"fields\":[{\"name\":\"i\","
                        + "\"type\":{\"type\":\"record\",\"name\":\"I\",\"fields\":[{\"name\":\"n\",\"type\":\"null\"}]}}]}}");

        json(nulls, items(PayloadLimits.MAX_EMPTY_VALUES));
        assertThatThrownBy(() -> json(nulls, items(PayloadLimits.MAX_EMPTY_VALUES + 1)))
                .isInstanceOf(MalformedAvroException.class);
        json(records, items(PayloadLimits.MAX_EMPTY_VALUES / 4));
        assertThatThrownBy(() -> json(records, items(PayloadLimits.MAX_EMPTY_VALUES / 4 + 1)))
                .isInstanceOf(MalformedAvroException.class);
    }

    /** Lists of records in each other; the stream takes 49 too, and refuses 50. */
    @Test
    void shouldWriteWhateverDepthTheStreamTakes() throws Exception {
        Schema node = parse("{\"type\":\"record\",\"name\":\"Node\",\"fields\":[{\"name\":\"children\","
                + "\"type\":[\"null\",{\"type\":\"array\",\"items\":\"Node\"}]}]}");

        assertThat(json(node, lists(49))).hasSizeGreaterThan(49 * 12);
        assertThatThrownBy(() -> json(node, lists(50))).isInstanceOf(MalformedAvroException.class);
    }

    /** The innermost record has an empty one. */
    private static byte[] lists(int count) {
        AvroBuffer datum = new AvroBuffer(4 * count);
        for (int i = 0; i < count; i++) {
            datum.writeLong(1);
            datum.writeLong(1);
        }
        datum.writeLong(1);
        for (int i = 0; i <= count; i++) {
            datum.writeLong(0);
        }
        return datum.toByteArray();
    }

    @Test
    void shouldRefuseBytesBehindTheDatum() {
        assertThatThrownBy(() -> json(Schema.create(Schema.Type.INT), new byte[] {2, 2}))
                .isInstanceOf(MalformedAvroException.class)
                .hasMessageContaining("1 bytes too many");
    }

    @Test
    void shouldTellUnionBranchesApart() throws IOException, Exception {
        Schema union = Schema.createUnion(
                List.of(Schema.create(Schema.Type.INT), Schema.createEnum("E", null, null, List.of("X", "Y"))));

        assertThat(json(union, new byte[] {2, 2})).isEqualTo("\"Y\"");
    }
}
