// SPDX-License-Identifier: Apache-2.0
package io.millrace.kit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;

/** Schemas of every kind, recursive ones too, and data of them, from a seed. */
public final class RandomAvro {
    private final Random random;
    private final List<Schema> records = new ArrayList<>();
    private int names;

    public RandomAvro(long seed) {
        random = new Random(seed);
    }

    public Schema schema() {
        return record(4);
    }

    private Schema record(int levels) {
        Schema record = Schema.createRecord("R" + names++, null, "test", false);
        records.add(record);
        record.setFields(IntStream.range(0, random.nextInt(6))
                .mapToObj(i -> new Schema.Field("f" + i, any(levels - 1)))
                .collect(Collectors.toList()));
        return record;
    }

    private Schema any(int levels) {
        return switch (random.nextInt(levels > 0 ? 16 : 10)) {
            case 0 -> Schema.create(Schema.Type.NULL);
            case 1 -> Schema.create(Schema.Type.BOOLEAN);
            case 2 -> Schema.create(Schema.Type.INT);
            case 3 -> Schema.create(Schema.Type.LONG);
            case 4 -> Schema.create(Schema.Type.FLOAT);
            case 5 -> Schema.create(Schema.Type.DOUBLE);
            case 6 -> Schema.create(Schema.Type.BYTES);
            case 7 -> Schema.create(Schema.Type.STRING);
            case 8 -> Schema.createFixed("X" + names++, null, "test", random.nextInt(9));
            case 9 -> Schema.createEnum("E" + names++, null, "test", symbols(1 + random.nextInt(80)));
            case 10, 11 -> record(levels);
            case 12 -> Schema.createMap(any(levels - 1));
            case 13 -> Schema.createUnion(Schema.create(Schema.Type.NULL), again());
            case 14 -> Schema.createUnion(any(0).getType() == Schema.Type.INT ? ints() : strings());
            default -> Schema.createArray(any(levels - 1));
        };
    }

    private Schema again() {
        return records.get(random.nextInt(records.size()));
    }

    private static List<Schema> ints() {
        return List.of(Schema.create(Schema.Type.INT), Schema.create(Schema.Type.BOOLEAN));
    }

    private List<Schema> strings() {
        return List.of(Schema.create(Schema.Type.STRING), Schema.create(Schema.Type.NULL), record(1));
    }

    private static List<String> symbols(int count) {
        return IntStream.range(0, count).mapToObj(i -> "S" + i).toList();
    }

    /** A datum of {@code schema}, encoded. */
    public byte[] datum(Schema schema, boolean sizedBlocks) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            EncoderFactory factory = new EncoderFactory().configureBlockSize(64);
            Encoder encoder = sizedBlocks ? factory.blockingBinaryEncoder(out, null) : plain(factory, out);
            new GenericDatumWriter<>(schema).write(value(schema, 8), encoder);
            encoder.flush();
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Cut short, or with a few other bytes. */
    public byte[] damaged(byte[] datum) {
        byte[] damaged = Arrays.copyOf(datum, random.nextInt(datum.length + 1));
        for (int i = 0; i < Math.min(3, damaged.length); i++) {
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
        }
        return damaged;
    }

    private static BinaryEncoder plain(EncoderFactory factory, ByteArrayOutputStream out) {
        return factory.binaryEncoder(out, null);
    }

    private Object value(Schema schema, int levels) {
        return switch (schema.getType()) {
            case NULL -> null;
            case BOOLEAN -> random.nextBoolean();
            case INT -> random.nextInt() >> random.nextInt(32);
            case LONG -> random.nextLong() >> random.nextInt(64);
            case FLOAT -> Float.intBitsToFloat(random.nextInt());
            case DOUBLE -> Double.longBitsToDouble(random.nextLong());
            case BYTES -> ByteBuffer.wrap(bytes(random.nextInt(100)));
            case STRING -> text();
            case FIXED -> new GenericData.Fixed(schema, bytes(schema.getFixedSize()));
            case ENUM ->
                new GenericData.EnumSymbol(
                        schema,
                        schema.getEnumSymbols()
                                .get(random.nextInt(schema.getEnumSymbols().size())));
            case UNION -> value(branch(schema, levels), levels);
            case RECORD -> recordOf(schema, levels);
            case ARRAY -> items(schema.getElementType(), levels);
            case MAP -> entries(schema.getValueType(), levels);
        };
    }

    /** Near the bottom the first branch but a record, so that data end. */
    private Schema branch(Schema union, int levels) {
        List<Schema> branches = union.getTypes();
        return levels <= 0 ? branches.get(0) : branches.get(random.nextInt(branches.size()));
    }

    private Object recordOf(Schema schema, int levels) {
        GenericData.Record record = new GenericData.Record(schema);
        schema.getFields().forEach(field -> record.put(field.pos(), value(field.schema(), levels - 1)));
        return record;
    }

    private Object items(Schema item, int levels) {
        return IntStream.range(0, levels <= 0 ? 0 : random.nextInt(7))
                .mapToObj(i -> value(item, levels - 1))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private Object entries(Schema item, int levels) {
        Map<String, Object> map = new HashMap<>();
        IntStream.range(0, levels <= 0 ? 0 : random.nextInt(4))
                .forEach(i -> map.put(text() + i, value(item, levels - 1)));
        return map;
    }

    private String text() {
        return random.ints(random.nextInt(60), 0, 0x3000)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
