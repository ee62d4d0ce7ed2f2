// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink.payload;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.NumberOutput;
import com.fasterxml.jackson.core.io.SerializedString;
import com.google.common.base.Utf8;
import io.millrace.schemas.AvroCursor;
import io.millrace.schemas.MalformedAvroException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * Writes Avro data as plain JSON, straight from the encoded bytes: unions without wrappers, bytes and fixed as base64,
 * logical types as the number or string under them, decimals as {@link DecimalFormat} says, NaN and infinities as strings,
 * invalid UTF-8 with U+FFFD in its place. A schema is compiled once to a tree of writers. Thread-safe, as long as each thread
 * brings its own cursor and generator.
 */
public final class AvroJson {
    /** Writes the value at the cursor. */
    private interface Writer {
        void write(AvroCursor in, JsonGenerator out) throws IOException, MalformedAvroException;
    }

    private static final class Fields implements Writer {
        private final SerializedString[] names;
        private final Writer[] values;

        Fields(Schema schema) {
            names = schema.getFields().stream()
                    .map(field -> new SerializedString(field.name()))
                    .toArray(SerializedString[]::new);
            values = new Writer[names.length];
        }

        @Override
        public void write(AvroCursor in, JsonGenerator out) throws IOException, MalformedAvroException {
            in.enter();
            int start = in.position();
            out.writeStartObject();
            for (int i = 0; i < names.length; i++) {
                out.writeFieldName(names[i]);
                values[i].write(in, out);
            }
            out.writeEndObject();
            if (in.position() == start) {
                in.countEmpty(1L + names.length);
            }
            in.leave();
        }
    }

    private final Map<String, Fields> records = new HashMap<>();
    private final DecimalFormat decimals;
    private final Writer root;

    public AvroJson(Schema schema) {
        this(schema, DecimalFormat.BASE64);
    }

    public AvroJson(Schema schema, DecimalFormat decimals) {
        this.decimals = decimals;
        root = compile(schema);
    }

    /**
     * Writes the datum that fills {@code in}. When it throws, part of a value has been written, and generator and output
     * are of no more use.
     */
    public void write(AvroCursor in, JsonGenerator out) throws IOException, MalformedAvroException {
        writeNext(in, out);
        if (!in.atEnd()) {
            throw in.malformed(in.remaining() + " bytes too many");
        }
    }

    /** Writes the datum at the cursor, which may be followed by others. What is thrown means the same as in {@link #write}. */
    public void writeNext(AvroCursor in, JsonGenerator out) throws IOException, MalformedAvroException {
        root.write(in, out);
    }

    private Writer compile(Schema schema) {
        return switch (schema.getType()) {
            case NULL -> (in, out) -> out.writeNull();
            case BOOLEAN -> (in, out) -> out.writeBoolean(in.readByte() != 0);
            case INT -> (in, out) -> out.writeNumber(in.readInt());
            case LONG -> (in, out) -> out.writeNumber(in.readLong());
            case FLOAT -> (in, out) -> number(Float.intBitsToFloat((int) littleEndian(in, 4)), out);
            case DOUBLE -> (in, out) -> number(Double.longBitsToDouble(littleEndian(in, 8)), out);
            case STRING -> (in, out) -> text(in, out);
            case BYTES -> bytes(schema);
            case FIXED -> fixed(schema, schema.getFixedSize());
            case ENUM -> symbols(schema.getEnumSymbols());
            case UNION -> union(schema.getTypes());
            case ARRAY -> array(schema.getElementType());
            case MAP -> map(compile(schema.getValueType()));
            case RECORD -> record(schema);
        };
    }

    /** A record in the making is found again by its name, so that recursive schemas end. */
    private Writer record(Schema schema) {
        Fields known = records.get(schema.getFullName());
        if (known != null) {
            return known;
        }
        Fields record = new Fields(schema);
        records.put(schema.getFullName(), record);
        for (Schema.Field field : schema.getFields()) {
            record.values[field.pos()] = compile(field.schema());
        }
        return record;
    }

    private Writer bytes(Schema schema) {
        return decimals.isNumber(schema)
                ? (in, out) -> decimal(schema, in, out, in.readLength())
                : (in, out) -> base64(in, out, in.readLength());
    }

    private Writer fixed(Schema schema, int size) {
        return decimals.isNumber(schema)
                ? (in, out) -> decimal(schema, in, out, size)
                : (in, out) -> base64(in, out, size);
    }

    private static Writer symbols(List<String> symbols) {
        SerializedString[] names = symbols.stream().map(SerializedString::new).toArray(SerializedString[]::new);
        return (in, out) -> out.writeString(names[in.readIndex(names.length)]);
    }

    private Writer union(List<Schema> types) {
        Writer[] branches = types.stream().map(this::compile).toArray(Writer[]::new);
        return (in, out) -> branches[in.readIndex(branches.length)].write(in, out);
    }

    private Writer array(Schema type) {
        Writer item = compile(type);
        boolean isRecord = type.getType() == Schema.Type.RECORD;
        return (in, out) -> {
            in.enter();
            out.writeStartArray();
            for (long left = blockCount(in); left > 0; left = blockCount(in)) {
                for (; left > 0; left--) {
                    int start = in.position();
                    item.write(in, out);
                    if (in.position() == start && !isRecord) {
                        in.countEmpty(1);
                    }
                }
            }
            out.writeEndArray();
            in.leave();
        };
    }

    private static Writer map(Writer value) {
        return (in, out) -> {
            in.enter();
            out.writeStartObject();
            for (long left = blockCount(in); left > 0; left = blockCount(in)) {
                for (; left > 0; left--) {
                    out.writeFieldName(in.readString());
                    value.write(in, out);
                }
            }
            out.writeEndObject();
            in.leave();
        };
    }

    /** However many are claimed: each takes a byte, or is counted. */
    private static long blockCount(AvroCursor in) throws MalformedAvroException {
        long count = in.readLong();
        if (count < 0) {
            in.readLong();
            count = -count;
        }
        if (count < 0) {
            throw in.malformed(count + " items");
        }
        return count;
    }

    private static long littleEndian(AvroCursor in, int bytes) throws MalformedAvroException {
        int from = in.position();
        in.skip(bytes);
        long value = 0;
        for (int i = bytes - 1; i >= 0; i--) {
            value = value << 8 | (in.bytes()[from + i] & 0xffL);
        }
        return value;
    }

    private static void text(AvroCursor in, JsonGenerator out) throws IOException, MalformedAvroException {
        int length = in.readLength();
        int from = in.position();
        in.skip(length);
        if (Utf8.isWellFormed(in.bytes(), from, length)) {
            out.writeUTF8String(in.bytes(), from, length);
        } else {
            out.writeString(new String(in.bytes(), from, length, StandardCharsets.UTF_8));
        }
    }

    /** In Jackson's own printing, for Java's differs between JDKs. */
    private static void number(double value, JsonGenerator out) throws IOException {
        if (Double.isFinite(value)) {
            out.writeNumber(NumberOutput.toString(value, true));
        } else {
            out.writeString(Double.toString(value));
        }
    }

    private static void number(float value, JsonGenerator out) throws IOException {
        if (Float.isFinite(value)) {
            out.writeNumber(NumberOutput.toString(value, true));
        } else {
            out.writeString(Float.toString(value));
        }
    }

    private static void decimal(Schema schema, AvroCursor in, JsonGenerator out, int length)
            throws IOException, MalformedAvroException {
        int from = in.position();
        in.skip(length);
        DecimalFormat.write(schema, in.bytes(), from, length, out);
    }

    private static void base64(AvroCursor in, JsonGenerator out, int length)
            throws IOException, MalformedAvroException {
        int from = in.position();
        in.skip(length);
        out.writeBinary(in.bytes(), from, length);
    }
}
