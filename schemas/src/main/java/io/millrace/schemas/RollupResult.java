// SPDX-License-Identifier: Apache-2.0
package io.millrace.schemas;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/**
 * The final result of one rollup for one key and one window: the value of a record on {@code <p>.rollups}, as {@code Rollup.avsc} says.
 *
 * @param key in the order of the rollup's {@code by}
 * @param windowStart in epoch milliseconds, as all times here
 * @param windowEnd exclusive
 * @param count of events
 * @param bytes of their payloads
 * @param measures in the order of the rollup's {@code measures}
 */
public record RollupResult(
        String pipeline,
        String rollup,
        List<Part> key,
        long windowStart,
        long windowEnd,
        long count,
        long bytes,
        long minTimestamp,
        long maxTimestamp,
        List<Measured> measures) {
    /** The Avro schema of the value. */
    public static final Schema SCHEMA = Schemas.load("Rollup.avsc");

    private static final RollupFunction[] FUNCTIONS = RollupFunction.values();

    /** Stands for a missing value in {@link #id()}; no text is written so, since its backslash would be doubled. */
    private static final String ABSENT = "\\N";

    /** Of the union of a measure's value. */
    private static final int NULL = 0;

    private static final int LONG = 1;
    private static final int DOUBLE = 2;

    /** {@code value} is null when the field or header is missing or null. */
    public record Part(String name, String value) {}

    /**
     * What a measure came to.
     *
     * @param name of the field or header
     * @param values events that had a usable value
     * @param value a Long or a Double; null when there was no value
     * @param exact false for an estimate, and for a sum that is rounded
     */
    public record Measured(RollupFunction function, String name, long values, Number value, boolean exact) {}

    public RollupResult {
        key = List.copyOf(key);
        measures = List.copyOf(measures);
    }

    /**
     * The key of its record, the same whenever the result is made: rollup, window start and the values of the key, separated by {@code |}. A
     * backslash stands before a {@code |} or a backslash of a value; a missing value is {@code \N}.
     */
    public String id() {
        return Stream.concat(
                        Stream.of(rollup, Long.toString(windowStart)),
                        key.stream().map(part -> part.value == null ? ABSENT : escaped(part.value)))
                .collect(Collectors.joining("|"));
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("|", "\\|");
    }

    /** As Avro in the Confluent wire format. */
    public byte[] encode(int schemaId) {
        AvroBuffer out = new AvroBuffer(256);
        out.writeString(pipeline);
        out.writeString(rollup);
        writeCount(key.size(), out);
        for (Part part : key) {
            out.writeString(part.name);
            out.writeLong(part.value == null ? 0 : 1);
            if (part.value != null) {
                out.writeString(part.value);
            }
        }
        endArray(key.size(), out);
        for (long number : new long[] {windowStart, windowEnd, count, bytes, minTimestamp, maxTimestamp}) {
            out.writeLong(number);
        }
        writeCount(measures.size(), out);
        measures.forEach(measured -> write(measured, out));
        endArray(measures.size(), out);
        return WireFormat.frame(schemaId, out.toByteArray());
    }

    private static void writeCount(int items, AvroBuffer out) {
        out.writeLong(items);
    }

    /** An array without items is its end already. */
    private static void endArray(int items, AvroBuffer out) {
        if (items > 0) {
            out.writeLong(0);
        }
    }

    private static void write(Measured measured, AvroBuffer out) {
        out.writeLong(measured.function.ordinal());
        out.writeString(measured.name);
        out.writeLong(measured.values);
        if (measured.value instanceof Long whole) {
            out.writeLong(LONG);
            out.writeLong(whole);
        } else if (measured.value instanceof Double real) {
            out.writeLong(DOUBLE);
            // Avro's doubles are little-endian.
            out.writeFixed(Long.reverseBytes(Double.doubleToRawLongBits(real)));
        } else {
            out.writeLong(NULL);
        }
        out.writeRaw(new byte[] {(byte) (measured.exact ? 1 : 0)}, 0, 1);
    }

    /** Reads the value of a record; throws {@link MalformedAvroException}. */
    public static RollupResult read(byte[] value) throws MalformedAvroException {
        if (value == null || !WireFormat.isFramed(value)) {
            throw new MalformedAvroException("met a value without the prefix of the Confluent wire format");
        }
        AvroCursor in = new AvroCursor().over(value, WireFormat.PREFIX_BYTES, value.length);
        return new RollupResult(
                in.readString(),
                in.readString(),
                readKey(in),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                readMeasures(in));
    }

    private static List<Part> readKey(AvroCursor in) throws MalformedAvroException {
        List<Part> parts = new ArrayList<>();
        for (long left = in.readLong(); left > 0; left = in.readLong()) {
            for (long i = 0; i < left; i++) {
                parts.add(new Part(in.readString(), in.readIndex(2) == 0 ? null : in.readString()));
            }
        }
        return parts;
    }

    private static List<Measured> readMeasures(AvroCursor in) throws MalformedAvroException {
        List<Measured> measures = new ArrayList<>();
        for (long left = in.readLong(); left > 0; left = in.readLong()) {
            for (long i = 0; i < left; i++) {
                measures.add(new Measured(
                        FUNCTIONS[in.readIndex(FUNCTIONS.length)],
                        in.readString(),
                        in.readLong(),
                        readNumber(in),
                        in.readByte() != 0));
            }
        }
        return measures;
    }

    private static Number readNumber(AvroCursor in) throws MalformedAvroException {
        return switch (in.readIndex(DOUBLE + 1)) {
            case LONG -> in.readLong();
            case DOUBLE -> Double.longBitsToDouble(Long.reverseBytes(in.readFixed()));
            default -> null;
        };
    }
}
