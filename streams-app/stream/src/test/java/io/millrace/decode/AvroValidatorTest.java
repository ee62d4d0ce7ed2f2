// SPDX-License-Identifier: Apache-2.0
package io.millrace.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.config.stages.TimestampUnit;
import io.millrace.schemas.AvroBuffer;
import io.millrace.schemas.MalformedAvroException;
import io.millrace.schemas.PayloadLimits;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Consumer;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AvroValidatorTest {
    private static final Schema NULLS = Schema.createArray(Schema.create(Schema.Type.NULL));
    private static final Schema TREE = new Schema.Parser()
            .parse("{\"type\":\"record\",\"name\":\"T\",\"fields\":[{\"name\":\"next\",\"type\":[\"null\",\"T\"]}]}");

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 127, -1})
    void shouldRefuseABooleanThatIsNeitherTrueNorFalse(int flag) {
        refused(Schema.create(Schema.Type.BOOLEAN), out -> out.writeRaw(new byte[] {(byte) flag}, 0, 1), "boolean");
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 2, Long.MAX_VALUE, Long.MIN_VALUE})
    void shouldRefuseAnIndexOutOfRange(long index) {
        Schema symbols = Schema.createEnum("E", null, null, Arrays.asList("A", "B"));
        refused(symbols, out -> out.writeLong(index), "of 2 options");
        refused(nullable(Schema.Type.INT), out -> out.writeLong(index), "of 2 options");
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 1, Integer.MAX_VALUE, 1L << 31, Long.MAX_VALUE, Long.MIN_VALUE})
    void shouldRefuseALengthBeyondTheEnd(long length) {
        refused(Schema.create(Schema.Type.STRING), out -> out.writeLong(length), "a length of");
    }

    @Test
    void shouldRefuseAnIntOfMoreThan32Bits() {
        refused(Schema.create(Schema.Type.INT), out -> out.writeLong(1L << 31), "int out of range");
    }

    @ParameterizedTest
    @ValueSource(longs = {2, 1L << 40, Long.MAX_VALUE})
    void shouldRefuseMoreItemsThanThereAreBytes(long count) {
        refused(Schema.createArray(Schema.create(Schema.Type.LONG)), out -> out.writeLong(count), "items with");
        refused(Schema.createMap(Schema.create(Schema.Type.NULL)), out -> out.writeLong(count), "items with");
    }

    @ParameterizedTest
    @ValueSource(longs = {1_001, 1_000_001, 1L << 40, Long.MAX_VALUE})
    void shouldRefuseABombOfNulls(long count) {
        refused(NULLS, out -> out.writeLong(count), "values without a byte");
    }

    @Test
    void shouldCountTheNullsOfAllBlocksTogether() throws Exception {
        Consumer<AvroBuffer> all = out -> {
            out.writeLong(600);
            out.writeLong(PayloadLimits.MAX_EMPTY_VALUES - 600);
        };
        valid(NULLS, all.andThen(out -> out.writeLong(0)));
        refused(NULLS, all.andThen(out -> out.writeLong(1)), "values without a byte");
    }

    @Test
    void shouldRefuseTheCountThatHasNoPositive() {
        refused(NULLS, block(Long.MIN_VALUE, 0), "values without a byte");
        refused(Schema.createArray(Schema.create(Schema.Type.LONG)), block(Long.MIN_VALUE, 0), "items with");
    }

    @ParameterizedTest
    @CsvSource({"2,true", "1,false", "3,false", "0,false", "-1,false", "9223372036854775807,false"})
    void shouldCheckTheSizeThatABlockSays(long size, boolean isRight) throws Exception {
        Schema longs = Schema.createArray(Schema.create(Schema.Type.LONG));
        Consumer<AvroBuffer> twoItems = block(-2, size).andThen(out -> {
            out.writeLong(7);
            out.writeLong(8);
            out.writeLong(0);
        });

        if (isRight) {
            valid(longs, twoItems);
        } else {
            refused(longs, twoItems, "");
        }
    }

    @Test
    void shouldFollowARecursiveSchemaDownToTheLimit() throws Exception {
        valid(TREE, levels(PayloadLimits.MAX_DEPTH));
        refused(TREE, levels(PayloadLimits.MAX_DEPTH + 1), "levels");
        refused(TREE, levels(1_000_000), "levels");
    }

    @Test
    void shouldRefuseASchemaThatHasNoFiniteDatum() {
        Schema endless = Schema.createRecord("Endless", null, null, false);
        endless.setFields(Arrays.asList(new Schema.Field("a", endless), new Schema.Field("b", endless)));

        refused(endless, out -> {}, "levels");
    }

    @Test
    void shouldNotGrowWithTheWaysThroughASchema() throws Exception {
        Schema level = SchemaBuilder.record("L0").fields().endRecord();
        for (int i = 1; i < 60; i++) {
            level = Schema.createRecord(
                    "L" + i,
                    null,
                    null,
                    false,
                    Arrays.asList(new Schema.Field("a", level), new Schema.Field("b", level)));
        }

        refused(level, out -> {}, "values without a byte");
    }

    @ParameterizedTest
    @CsvSource({
        "timestamp-millis,1431857103000,1431857103000",
        "timestamp-micros,1431857103000999,1431857103000",
        "timestamp-micros,-1,-1",
        "timestamp-nanos,1431857103000999999,1431857103000",
        "none,5,5"
    })
    void shouldFindTheEventTimeInALong(String logicalType, long written, long time) throws Exception {
        Schema type = new Schema.Parser().parse("{\"type\":\"long\",\"logicalType\":\"" + logicalType + "\"}");

        assertThat(timeOf(type, out -> out.writeLong(written))).isEqualTo(time);
    }

    @Test
    void shouldFindTheEventTimeInAString() throws Exception {
        Schema text = Schema.create(Schema.Type.STRING);

        assertThat(timeOf(text, out -> out.writeString("2015-05-17T10:05:03Z"))).isEqualTo(1431857103000L);
        assertThat(timeOf(text, out -> out.writeString("yesterday"))).isEqualTo(EventTime.UNREADABLE);
    }

    @Test
    void shouldFindTheEventTimeInAUnion() throws Exception {
        Schema union = nullable(Schema.Type.LONG);

        assertThat(timeOf(union, out -> out.writeLong(0))).isEqualTo(EventTime.MISSING);
        assertThat(timeOf(union, out -> {
                    out.writeLong(1);
                    out.writeLong(42);
                }))
                .isEqualTo(42);
    }

    @Test
    void shouldMissTheEventTimeInAFieldOfAnotherType() throws Exception {
        assertThat(timeOf(Schema.create(Schema.Type.BOOLEAN), out -> out.writeRaw(new byte[1], 0, 1)))
                .isEqualTo(EventTime.MISSING);
        assertThat(timeOf(LogicalTypes.date().addToSchema(Schema.create(Schema.Type.INT)), out -> out.writeLong(42)))
                .isEqualTo(EventTime.MISSING);
    }

    @ParameterizedTest
    @CsvSource({
        "int,,S,1431857103",
        "long,,S,1431857103",
        "long,,US,1431857103000000",
        "long,,NS,1431857103000000000",
        "long,timestamp-millis,S,1431857103000",
        "long,timestamp-micros,S,1431857103000000",
        "long,timestamp-nanos,S,1431857103000000000",
        "long,local-timestamp-micros,S,1431857103000000"
    })
    void shouldCountInTheUnitThatIsSetUnlessTheSchemaSaysIt(
            String type, String logicalType, TimestampUnit unit, long number) throws Exception {
        Schema schema =
                new Schema.Parser().parse("{\"type\":\"" + type + "\",\"logicalType\":\"" + logicalType + "\"}");
        Schema record = Schema.createRecord("R", null, null, false, Arrays.asList(new Schema.Field("ts", schema)));
        byte[] datum = written(out -> out.writeLong(number));

        assertThat(AvroValidator.compile(record, "ts", unit).validate(datum, 0, datum.length))
                .isEqualTo(1431857103000L);
    }

    @Test
    void shouldOnlyTakeTheEventTimeOfTheTopLevel() throws Exception {
        Schema inner = SchemaBuilder.record("Inner").fields().requiredLong("ts").endRecord();
        Schema outer = SchemaBuilder.record("Outer")
                .fields()
                .name("inner")
                .type(inner)
                .noDefault()
                .endRecord();

        assertThat(AvroValidator.compile(outer, "ts").validate(new byte[] {84}, 0, 1))
                .isEqualTo(EventTime.MISSING);
    }

    @Test
    void shouldMissTheEventTimeInASchemaThatIsNoRecord() throws Exception {
        Schema plain = Schema.create(Schema.Type.LONG);

        assertThat(AvroValidator.compile(plain, "ts").validate(new byte[] {84}, 0, 1))
                .isEqualTo(EventTime.MISSING);
    }

    private static Schema nullable(Schema.Type type) {
        return Schema.createUnion(Schema.create(Schema.Type.NULL), Schema.create(type));
    }

    private static Consumer<AvroBuffer> block(long count, long size) {
        return out -> {
            out.writeLong(count);
            out.writeLong(size);
        };
    }

    private static Consumer<AvroBuffer> levels(int levels) {
        return out -> {
            for (int i = 1; i < levels; i++) {
                out.writeLong(1);
            }
            out.writeLong(0);
        };
    }

    /** Records that hold lists of records: as in JSON, each is a level. */
    @Test
    void shouldCountListsAndTheirRecordsAsLevels() throws Exception {
        Schema node = new Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"Node\",\"fields\":[{\"name\":\"children\","
                        + "\"type\":[\"null\",{\"type\":\"array\",\"items\":\"Node\"}]}]}");

        valid(node, listsInEachOther(49, false));
        valid(node, listsInEachOther(49, true));
        refused(node, listsInEachOther(50, false), "levels");
    }

    /** The innermost record has no list, or one that is empty. */
    private static Consumer<AvroBuffer> listsInEachOther(int lists, boolean endsWithAList) {
        return out -> {
            for (int i = 0; i < lists; i++) {
                out.writeLong(1);
                out.writeLong(1);
            }
            out.writeLong(endsWithAList ? 1 : 0);
            for (int i = endsWithAList ? -1 : 0; i < lists; i++) {
                out.writeLong(0);
            }
        };
    }

    @Test
    void shouldCountTheFieldsOfRecordsThatTakeNoByte() throws Exception {
        Schema inner = SchemaBuilder.record("Inner")
                .fields()
                .name("n")
                .type()
                .nullType()
                .noDefault()
                .endRecord();
        Schema outer = Schema.createRecord("Outer", null, null, false, Arrays.asList(new Schema.Field("i", inner)));
        Schema list = Schema.createArray(outer);

        valid(list, items(PayloadLimits.MAX_EMPTY_VALUES / 4));
        refused(list, items(PayloadLimits.MAX_EMPTY_VALUES / 4 + 1), "values without a byte");
        refused(list, items(1L << 62), "values without a byte");
        refused(list, items(Long.MIN_VALUE), "");
    }

    private static Consumer<AvroBuffer> items(long count) {
        return block(count, 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"e9", "eda0bdedb880", "c080", "ff", "c3", "f4908080"})
    void shouldRefuseAStringThatIsNotUtf8(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        Schema text = Schema.create(Schema.Type.STRING);
        Consumer<AvroBuffer> string = out -> out.writeBytes(bytes, 0, bytes.length);

        refused(text, string, "not UTF-8");
        refused(
                nullable(Schema.Type.STRING),
                ((Consumer<AvroBuffer>) out -> out.writeLong(1)).andThen(string),
                "not UTF-8");
        refused(
                Schema.createMap(Schema.create(Schema.Type.NULL)),
                ((Consumer<AvroBuffer>) out -> out.writeLong(1)).andThen(string).andThen(out -> out.writeLong(0)),
                "not UTF-8");
        assertThatThrownBy(() -> timeOf(text, string)).hasMessageContaining("not UTF-8");
    }

    @Test
    void shouldTakeBytesForWhatTheyAre() throws Exception {
        valid(Schema.create(Schema.Type.BYTES), out -> out.writeBytes(new byte[] {-1, -2}, 0, 2));
    }

    private static long timeOf(Schema type, Consumer<AvroBuffer> writer) throws MalformedAvroException {
        Schema record = Schema.createRecord("R", null, null, false, Arrays.asList(new Schema.Field("ts", type)));
        byte[] datum = written(writer);
        return AvroValidator.compile(record, "ts").validate(datum, 0, datum.length);
    }

    private static void valid(Schema schema, Consumer<AvroBuffer> writer) throws MalformedAvroException {
        byte[] datum = written(writer);
        AvroValidator.compile(schema, null).validate(datum, 0, datum.length);
    }

    private static void refused(Schema schema, Consumer<AvroBuffer> writer, String why) {
        byte[] bytes = written(writer);
        assertThatThrownBy(() -> AvroValidator.compile(schema, null).validate(bytes, 0, bytes.length))
                .isInstanceOf(MalformedAvroException.class)
                .hasMessageContaining(why);
    }

    private static byte[] written(Consumer<AvroBuffer> writer) {
        AvroBuffer out = new AvroBuffer(64);
        writer.accept(out);
        return out.toByteArray();
    }
}
