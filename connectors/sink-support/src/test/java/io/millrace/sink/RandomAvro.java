package io.millrace.sink;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;

/** Records of every kind of field, recursive ones too, and data of them. */
final class RandomAvro {
    private static final int LEVELS = 3;

    private final Random random;
    private final List<Schema> records = new ArrayList<>();
    private int names;

    RandomAvro(Random random) {
        this.random = random;
    }

    Schema schema() {
        return record(LEVELS);
    }

    private Schema record(int levels) {
        Schema record = Schema.createRecord("R" + names++, null, "test", false);
        records.add(record);
        List<Schema.Field> fields = IntStream.range(0, random.nextInt(5))
                .mapToObj(i -> new Schema.Field("f" + i, any(levels - 1)))
                .toList();
        record.setFields(fields);
        return record;
    }

    private Schema any(int levels) {
        return switch (random.nextInt(levels > 0 ? 14 : 10)) {
            case 0 -> Schema.create(Schema.Type.NULL);
            case 1 -> Schema.create(Schema.Type.BOOLEAN);
            case 2 -> Schema.create(Schema.Type.INT);
            case 3 -> Schema.create(Schema.Type.LONG);
            case 4 -> Schema.create(Schema.Type.FLOAT);
            case 5 -> Schema.create(Schema.Type.DOUBLE);
            case 6 -> Schema.create(Schema.Type.BYTES);
            case 7 -> Schema.create(Schema.Type.STRING);
            case 8 -> Schema.createFixed("X" + names++, null, "test", random.nextInt(9));
            case 9 -> Schema.createEnum("E" + names++, null, "test", List.of("A", "B", "C"));
            case 10 -> record(levels);
            case 11 -> Schema.createMap(any(levels - 1));
            case 12 -> Schema.createArray(any(levels - 1));
            default ->
                Schema.createUnion(
                        Schema.create(Schema.Type.NULL),
                        records.get(random.nextInt(records.size())),
                        Schema.create(Schema.Type.STRING),
                        Schema.create(Schema.Type.LONG));
        };
    }

    byte[] datum(Schema schema, boolean sizedBlocks) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        EncoderFactory factory = new EncoderFactory().configureBlockSize(64);
        Encoder encoder = sizedBlocks ? factory.blockingBinaryEncoder(out, null) : factory.binaryEncoder(out, null);
        new GenericDatumWriter<>(schema).write(value(schema, 8), encoder);
        encoder.flush();
        return out.toByteArray();
    }

    /** Cut short, or with a few other bytes. */
    byte[] damaged(byte[] datum) {
        byte[] damaged = java.util.Arrays.copyOf(datum, random.nextInt(datum.length + 1));
        for (int i = 0; i < Math.min(3, damaged.length); i++) {
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
        }
        return damaged;
    }

    private Object value(Schema schema, int levels) {
        return switch (schema.getType()) {
            case NULL -> null;
            case BOOLEAN -> random.nextBoolean();
            case INT -> random.nextInt() >> random.nextInt(32);
            case LONG -> random.nextLong() >> random.nextInt(64);
            case FLOAT -> Float.intBitsToFloat(random.nextInt());
            case DOUBLE -> Double.longBitsToDouble(random.nextLong());
            case BYTES -> ByteBuffer.wrap(bytes(random.nextInt(50)));
            case STRING -> text();
            case FIXED -> new GenericData.Fixed(schema, bytes(schema.getFixedSize()));
            case ENUM -> new GenericData.EnumSymbol(schema, "B");
            case UNION -> value(schema.getTypes().get(levels <= 0 ? 0 : random.nextInt(4)), levels);
            case RECORD -> recordOf(schema, levels);
            case ARRAY ->
                IntStream.range(0, random.nextInt(4))
                        .mapToObj(i -> value(schema.getElementType(), levels - 1))
                        .collect(ArrayList::new, ArrayList::add, ArrayList::addAll);
            case MAP -> entries(schema.getValueType(), levels);
        };
    }

    private Object recordOf(Schema schema, int levels) {
        GenericData.Record record = new GenericData.Record(schema);
        schema.getFields().forEach(field -> record.put(field.pos(), value(field.schema(), levels - 1)));
        return record;
    }

    private Map<String, Object> entries(Schema value, int levels) {
        Map<String, Object> map = new LinkedHashMap<>();
        IntStream.range(0, random.nextInt(4)).forEach(i -> map.put(text() + i, value(value, levels - 1)));
        return map;
    }

    private String text() {
        return random.ints(random.nextInt(20), 0, 0x3000)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
