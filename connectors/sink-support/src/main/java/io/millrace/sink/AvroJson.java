package io.millrace.sink;

import com.fasterxml.jackson.core.JsonGenerator;
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
 * logical types as the number or string under them, NaN and infinities as strings, invalid UTF-8 with U+FFFD in its
 * place. A schema is compiled once to a tree of writers. Thread-safe, as long as each thread brings its own cursor and
 * generator.
 */
public final class AvroJson {
    /** Twice what the stream accepts, so that whatever is in a batch can be written. */
    static final int MAX_DEPTH = 200;

    /** How many items that take no byte one array or map may claim. */
    static final long MAX_EMPTY_ITEMS = 1_000_000;

    /** Writes the value at the cursor. */
    private interface Writer {
        void write(AvroCursor in, JsonGenerator out, int depth) throws IOException, MalformedAvroException;
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
        public void write(AvroCursor in, JsonGenerator out, int depth) throws IOException, MalformedAvroException {
            checkDepth(in, depth);
            out.writeStartObject();
            for (int i = 0; i < names.length; i++) {
                out.writeFieldName(names[i]);
                values[i].write(in, out, depth + 1);
            }
            out.writeEndObject();
        }
    }

    private final Map<String, Fields> records = new HashMap<>();
    private final Writer root;

    public AvroJson(Schema schema) {
        root = compile(schema);
    }

    /**
     * Writes the datum that fills {@code in}. When it throws, part of a value has been written, and generator and output
     * are of no more use.
     */
    public void write(AvroCursor in, JsonGenerator out) throws IOException, MalformedAvroException {
        root.write(in, out, 0);
        if (!in.atEnd()) {
            throw in.malformed(in.remaining() + " bytes too many");
        }
    }

    private Writer compile(Schema schema) {
        return switch (schema.getType()) {
            case NULL -> (in, out, depth) -> out.writeNull();
            case BOOLEAN -> (in, out, depth) -> out.writeBoolean(in.readByte() != 0);
            case INT -> (in, out, depth) -> out.writeNumber(in.readInt());
            case LONG -> (in, out, depth) -> out.writeNumber(in.readLong());
            case FLOAT -> (in, out, depth) -> out.writeNumber(Float.intBitsToFloat((int) littleEndian(in, 4)));
            case DOUBLE -> (in, out, depth) -> out.writeNumber(Double.longBitsToDouble(littleEndian(in, 8)));
            case STRING -> (in, out, depth) -> text(in, out);
            case BYTES -> (in, out, depth) -> base64(in, out, in.readLength());
            case FIXED -> fixed(schema.getFixedSize());
            case ENUM -> symbols(schema.getEnumSymbols());
            case UNION -> union(schema.getTypes());
            case ARRAY -> array(compile(schema.getElementType()));
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

    private static Writer fixed(int size) {
        return (in, out, depth) -> base64(in, out, size);
    }

    private static Writer symbols(List<String> symbols) {
        SerializedString[] names = symbols.stream().map(SerializedString::new).toArray(SerializedString[]::new);
        return (in, out, depth) -> out.writeString(names[in.readIndex(names.length)]);
    }

    private Writer union(List<Schema> types) {
        Writer[] branches = types.stream().map(this::compile).toArray(Writer[]::new);
        return (in, out, depth) -> branches[in.readIndex(branches.length)].write(in, out, depth);
    }

    private static Writer array(Writer item) {
        return (in, out, depth) -> {
            checkDepth(in, depth);
            out.writeStartArray();
            for (long left = blockCount(in); left > 0; left = blockCount(in)) {
                for (; left > 0; left--) {
                    item.write(in, out, depth + 1);
                }
            }
            out.writeEndArray();
        };
    }

    private static Writer map(Writer value) {
        return (in, out, depth) -> {
            checkDepth(in, depth);
            out.writeStartObject();
            for (long left = blockCount(in); left > 0; left = blockCount(in)) {
                for (; left > 0; left--) {
                    out.writeFieldName(in.readString());
                    value.write(in, out, depth + 1);
                }
            }
            out.writeEndObject();
        };
    }

    /** Never more than what is left to read, or what a claim of empty items may cost. */
    private static long blockCount(AvroCursor in) throws MalformedAvroException {
        long count = in.readLong();
        if (count < 0) {
            in.readLong();
            count = -count;
        }
        if (count < 0 || count > Math.max(in.remaining(), MAX_EMPTY_ITEMS)) {
            throw in.malformed(count + " items with " + in.remaining() + " bytes left");
        }
        return count;
    }

    private static void checkDepth(AvroCursor in, int depth) throws MalformedAvroException {
        if (depth >= MAX_DEPTH) {
            throw in.malformed("more than " + MAX_DEPTH + " levels");
        }
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

    private static void base64(AvroCursor in, JsonGenerator out, int length)
            throws IOException, MalformedAvroException {
        int from = in.position();
        in.skip(length);
        out.writeBinary(in.bytes(), from, length);
    }
}
