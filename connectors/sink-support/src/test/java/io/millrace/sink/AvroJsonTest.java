package io.millrace.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.schemas.AvroBuffer;
import io.millrace.schemas.AvroCursor;
import io.millrace.schemas.MalformedAvroException;
import io.millrace.schemas.PayloadLimits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.DecoderFactory;
import org.junit.jupiter.api.Test;

class AvroJsonTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static String json(Schema schema, byte[] datum) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out =
                new JsonFactory().createGenerator(bytes).disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT)) {
            new AvroJson(schema).write(new AvroCursor().over(datum, 0, datum.length), out);
        }
        return bytes.toString(UTF_8);
    }

    private static Schema parse(String schema) {
        return new Schema.Parser().parse(schema);
    }

    @Property(tries = 500)
    void shouldSayWhatAvrosOwnReaderReads(@ForAll long seed, @ForAll boolean sizedBlocks) throws Exception {
        RandomAvro random = new RandomAvro(new Random(seed));
        Schema schema = random.schema();
        byte[] datum = random.datum(schema, sizedBlocks);
        Object read =
                new GenericDatumReader<>(schema).read(null, DecoderFactory.get().binaryDecoder(datum, null));

        JsonNode written = MAPPER.readTree(json(schema, datum));

        assertThat(written).isEqualTo(MAPPER.readTree(MAPPER.writeValueAsBytes(PlainJson.of(schema, read))));
    }

    @Property(tries = 500)
    void shouldFailOnlyAsMalformedOnWhateverBytes(@ForAll long seed) throws Exception {
        RandomAvro random = new RandomAvro(new Random(seed));
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
