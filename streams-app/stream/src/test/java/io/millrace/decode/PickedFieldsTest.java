// SPDX-License-Identifier: Apache-2.0
package io.millrace.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.config.routes.Subject;
import io.millrace.config.stages.TimestampUnit;
import io.millrace.fields.FieldKind;
import io.millrace.fields.FieldValues;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

/** Both validators note what the fields hold that somebody asks for. */
class PickedFieldsTest {
    private static final Schema SCHEMA = SchemaBuilder.record("R")
            .fields()
            .requiredString("text")
            .requiredLong("time")
            .optionalString("none")
            .optionalString("some")
            .requiredInt("int")
            .requiredFloat("float")
            .requiredDouble("double")
            .requiredBoolean("flag")
            .name("level")
            .type()
            .enumeration("Level")
            .symbols("INFO", "ERROR")
            .noDefault()
            .requiredBytes("bytes")
            .name("nested")
            .type()
            .record("N")
            .fields()
            .requiredString("text")
            .endRecord()
            .noDefault()
            .name("list")
            .type()
            .array()
            .items()
            .longType()
            .noDefault()
            .endRecord();

    private final List<String> names = Stream.concat(
                    SCHEMA.getFields().stream().map(Schema.Field::name), Stream.of("lacking"))
            .toList();
    private final FieldValues values =
            new FieldValues(names.stream().map(name -> new Subject(false, name)).toList());

    @Test
    void shouldNoteThoseOfAvro() throws Exception {
        GenericRecord nested = new GenericData.Record(SCHEMA.getField("nested").schema());
        nested.put("text", "inner");
        GenericRecord record = new GenericData.Record(SCHEMA);
        record.put("text", "outer ä");
        record.put("time", 1_700_000_000_000L);
        record.put("some", "thing");
        record.put("int", -7);
        record.put("float", 1.5f);
        record.put("double", -2.5);
        record.put("flag", true);
        record.put("level", new GenericData.EnumSymbol(SCHEMA.getField("level").schema(), "ERROR"));
        record.put("bytes", ByteBuffer.wrap(new byte[] {1}));
        record.put("nested", nested);
        record.put("list", List.of(1L));
        byte[] bytes = encoded(record);

        long time =
                AvroValidator.compile(SCHEMA, "time", TimestampUnit.MS, values).validate(bytes, 0, bytes.length);

        assertThat(time).isEqualTo(1_700_000_000_000L);
        assertThat(values.integer(values.index("time"))).isEqualTo(time);
        assertThat(noted())
                .containsEntry("text", "outer ä")
                .containsEntry("none", FieldKind.ABSENT)
                .containsEntry("some", "thing")
                .containsEntry("int", -7L)
                .containsEntry("float", 1.5f)
                .containsEntry("double", -2.5)
                .containsEntry("flag", true)
                .containsEntry("level", "ERROR")
                .containsEntry("bytes", FieldKind.OTHER)
                .containsEntry("nested", FieldKind.OTHER)
                .containsEntry("list", FieldKind.OTHER)
                .containsEntry("lacking", FieldKind.ABSENT);
    }

    /** A value far beyond 64 bits is the nearest double, and of a name that comes twice the last counts. */
    @Test
    void shouldNoteThoseOfJson() throws Exception {
        byte[] json = """
                {"text": "first", "time": 5, "none": null, "some": "th\\u0069ng", "int": -7, "double": -2.5, "flag": false,
                 "bytes": 18446744073709551616, "nested": {"text": "inner"}, "list": [1], "text": "outer ä"}
                """.getBytes(UTF_8);

        new JsonValidator("time", TimestampUnit.MS, values).validate(json, 0, json.length);

        assertThat(noted())
                .containsEntry("text", "outer ä")
                .containsEntry("time", 5L)
                .containsEntry("none", FieldKind.ABSENT)
                .containsEntry("some", "thing")
                .containsEntry("int", -7L)
                .containsEntry("double", -2.5)
                .containsEntry("flag", false)
                .containsEntry("bytes", 0x1p64)
                .containsEntry("nested", FieldKind.OTHER)
                .containsEntry("list", FieldKind.OTHER)
                .containsEntry("lacking", FieldKind.ABSENT);
    }

    @Test
    void shouldForgetTheEventBefore() throws Exception {
        JsonValidator validator = new JsonValidator("time", TimestampUnit.MS, values);
        byte[] json = "{\"text\":\"a\"}".getBytes(UTF_8);
        validator.validate(json, 0, json.length);

        validator.validate("{}".getBytes(UTF_8), 0, 2);

        assertThat(noted()).containsEntry("text", FieldKind.ABSENT);
    }

    private Map<String, Object> noted() {
        return IntStream.range(0, names.size()).boxed().collect(Collectors.toMap(names::get, this::noted));
    }

    private Object noted(int field) {
        return switch (values.kind(field)) {
            case TEXT -> new String(values.text(field), UTF_8);
            case INTEGER -> values.integer(field);
            case FLOAT -> values.single(field);
            case DOUBLE -> values.real(field);
            case BOOLEAN -> values.flag(field);
            case ABSENT, OTHER -> values.kind(field);
        };
    }

    private static byte[] encoded(GenericRecord record) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(SCHEMA).write(record, encoder);
        encoder.flush();
        return out.toByteArray();
    }
}
