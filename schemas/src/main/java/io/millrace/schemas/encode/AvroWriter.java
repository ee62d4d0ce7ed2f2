// SPDX-License-Identifier: Apache-2.0
package io.millrace.schemas.encode;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.schemas.AvroBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.Schema;

/** Appends a JSON tree to a buffer as Avro binary. What was appended before a failure stays there. */
final class AvroWriter {
    private static final int MAX_LATIN_1 = 0xff;

    private final AvroBuffer out;

    AvroWriter(AvroBuffer out) {
        this.out = out;
    }

    void write(Schema schema, JsonNode node) throws UnfitJsonException {
        if (schema.getType() == Schema.Type.UNION) {
            writeUnion(schema, node);
            return;
        }
        if (!takes(schema, node)) {
            throw new UnfitJsonException(unfit(schema, node));
        }
        switch (schema.getType()) {
            case NULL, UNION -> {}
            case BOOLEAN -> out.writeRaw(new byte[] {(byte) (node.booleanValue() ? 1 : 0)}, 0, 1);
            case INT, LONG -> out.writeLong(node.longValue());
            case FLOAT -> writeLittleEndian(Float.floatToIntBits(node.floatValue()), Float.BYTES);
            case DOUBLE -> writeLittleEndian(Double.doubleToLongBits(node.doubleValue()), Double.BYTES);
            case STRING -> writeText(node.textValue());
            case BYTES -> {
                out.writeLong(node.textValue().length());
                writeLatin1(node);
            }
            case FIXED -> writeLatin1(node);
            case ENUM -> out.writeLong(schema.getEnumOrdinal(node.textValue()));
            case ARRAY -> writeArray(schema.getElementType(), node);
            case MAP -> writeMap(schema.getValueType(), node);
            case RECORD -> writeRecord(schema, node);
        }
    }

    /** Whether the kind of {@code node} is right; this says nothing about what is inside an array or object. */
    private static boolean takes(Schema schema, JsonNode node) {
        return switch (schema.getType()) {
            case NULL -> node.isNull();
            case BOOLEAN -> node.isBoolean();
            case INT -> node.isIntegralNumber() && node.canConvertToInt();
            case LONG -> node.isIntegralNumber() && node.canConvertToLong();
            case FLOAT -> node.isNumber() && Float.isFinite(node.floatValue());
            case DOUBLE -> node.isNumber() && Double.isFinite(node.doubleValue());
            case STRING -> node.isTextual();
            case BYTES -> isLatin1(node);
            case FIXED -> isLatin1(node) && node.textValue().length() == schema.getFixedSize();
            case ENUM -> node.isTextual() && schema.hasEnumSymbol(node.textValue());
            case ARRAY -> node.isArray();
            case MAP, RECORD -> node.isObject();
            case UNION -> schema.getTypes().stream().anyMatch(branch -> takes(branch, node));
        };
    }

    /** Avro's JSON has a char for each byte. */
    private static boolean isLatin1(JsonNode node) {
        return node.isTextual() && node.textValue().chars().allMatch(c -> c <= MAX_LATIN_1);
    }

    private static String unfit(Schema schema, JsonNode node) {
        String kind =
                node.isIntegralNumber() ? "integer" : node.getNodeType().name().toLowerCase(Locale.ROOT);
        String type = schema.getType().getName();
        return "JSON " + kind + " where the schema has "
                + switch (schema.getType()) {
                    case ENUM -> "one of the symbols of " + schema.getFullName();
                    case FIXED -> schema.getFixedSize() + " bytes";
                    case RECORD -> "the record " + schema.getFullName();
                    case UNION ->
                        schema.getTypes().stream().map(Schema::getName).toList();
                    case INT, LONG, FLOAT, DOUBLE -> type + (node.isNumber() ? ", which it does not fit" : "");
                    case NULL, BOOLEAN, STRING, BYTES, ARRAY, MAP -> type;
                };
    }

    private void writeText(String text) throws UnfitJsonException {
        if (!text.chars().allMatch(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
                && !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new UnfitJsonException("an unpaired surrogate, which is not a character");
        }
        out.writeString(text);
    }

    private void writeLittleEndian(long bits, int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) (bits >>> (i * Byte.SIZE));
        }
        out.writeRaw(bytes, 0, count);
    }

    private void writeLatin1(JsonNode node) {
        byte[] bytes = node.textValue().getBytes(StandardCharsets.ISO_8859_1);
        out.writeRaw(bytes, 0, bytes.length);
    }

    /** The first branch that accepts the value; if none does, the fault is that of the last one of the right kind. */
    private void writeUnion(Schema union, JsonNode node) throws UnfitJsonException {
        List<Schema> branches = union.getTypes();
        int last = -1;
        for (int i = 0; i < branches.size(); i++) {
            if (takes(branches.get(i), node)) {
                if (last >= 0 && writeIfFit(last, branches.get(last), node)) {
                    return;
                }
                last = i;
            }
        }
        if (last < 0) {
            throw new UnfitJsonException(unfit(union, node));
        }
        out.writeLong(last);
        write(branches.get(last), node);
    }

    private boolean writeIfFit(int index, Schema branch, JsonNode node) {
        AvroBuffer attempt = new AvroBuffer(64);
        try {
            new AvroWriter(attempt).write(branch, node);
        } catch (UnfitJsonException e) {
            return false;
        }
        out.writeLong(index);
        out.writeRaw(attempt.bytes(), 0, attempt.size());
        return true;
    }

    private void writeArray(Schema items, JsonNode array) throws UnfitJsonException {
        if (!array.isEmpty()) {
            out.writeLong(array.size());
            for (int i = 0; i < array.size(); i++) {
                writeInside(items, array.get(i), "[" + i + ']');
            }
        }
        out.writeLong(0);
    }

    private void writeMap(Schema values, JsonNode object) throws UnfitJsonException {
        if (!object.isEmpty()) {
            out.writeLong(object.size());
            for (Map.Entry<String, JsonNode> entry : object.properties()) {
                out.writeString(entry.getKey());
                writeInside(values, entry.getValue(), entry.getKey());
            }
        }
        out.writeLong(0);
    }

    private void writeRecord(Schema record, JsonNode object) throws UnfitJsonException {
        int used = 0;
        for (Schema.Field field : record.getFields()) {
            JsonNode value = object.get(field.name());
            if (value != null) {
                used++;
                writeInside(field.schema(), value, field.name());
            } else {
                byte[] absent = AbsentField.encoded(field);
                out.writeRaw(absent, 0, absent.length);
            }
        }
        if (used != object.size()) {
            for (Map.Entry<String, JsonNode> entry : object.properties()) {
                if (record.getField(entry.getKey()) == null) {
                    throw new UnfitJsonException("not in the schema's record " + record.getFullName())
                            .in(entry.getKey());
                }
            }
        }
    }

    private void writeInside(Schema schema, JsonNode node, String step) throws UnfitJsonException {
        try {
            write(schema, node);
        } catch (UnfitJsonException e) {
            throw e.in(step);
        }
    }
}
