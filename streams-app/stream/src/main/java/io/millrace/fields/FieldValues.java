// SPDX-License-Identifier: Apache-2.0
package io.millrace.fields;

import io.millrace.config.routes.Subject;
import io.millrace.schemas.AvroBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * What some fields and headers of one event hold: numbers by value, text as a slice of the payload or of something else. Noted for every event,
 * so it is arrays, by the place of the field in the list, and few of their elements are references. Reused for one event after the other; not
 * thread-safe.
 */
public final class FieldValues {
    private static final FieldKind[] KINDS = FieldKind.values();
    private static final byte ABSENT = (byte) FieldKind.ABSENT.ordinal();
    private static final byte TEXT = (byte) FieldKind.TEXT.ordinal();
    private static final byte[] NOTHING = {};

    /** Null where it is a header. */
    private final String[] names;

    /** Null where it is a field; empty when there are only fields. */
    private final String[] headers;

    private final byte[] kinds;
    /** Integers, booleans, and the bits of float and double. */
    private final long[] numbers;

    private final int[] froms;
    private final int[] lengths;
    /** Where text is that is not in the payload; null where it is. */
    private final byte[][] elsewhere;

    private byte[] payload = NOTHING;

    /** Of these, whose indexes are their places in the list. */
    public FieldValues(List<Subject> subjects) {
        names = subjects.stream()
                .map(subject -> subject.isHeader() ? null : subject.name())
                .toArray(String[]::new);
        headers = subjects.stream().noneMatch(Subject::isHeader)
                ? new String[0]
                : subjects.stream()
                        .map(subject -> subject.isHeader() ? subject.name() : null)
                        .toArray(String[]::new);
        kinds = new byte[names.length];
        numbers = new long[names.length];
        froms = new int[names.length];
        lengths = new int[names.length];
        elsewhere = new byte[names.length][];
    }

    /** The index of the payload's field of that name; −1 when nobody asks for it. */
    public int index(String name) {
        for (int i = 0; i < names.length; i++) {
            if (name.equals(names[i])) {
                return i;
            }
        }
        return -1;
    }

    /** All are absent until something else is said of them. */
    public void begin(byte[] ofPayload) {
        payload = ofPayload;
        Arrays.fill(kinds, ABSENT);
    }

    /** The last header of each name that is asked for. */
    public void read(Headers of) {
        for (int i = 0; i < headers.length; i++) {
            Header header = headers[i] == null ? null : of.lastHeader(headers[i]);
            if (header != null && header.value() != null) {
                text(i, header.value());
            }
        }
    }

    /** It is of that kind, and has no value that anybody reads. */
    public void is(int field, FieldKind kind) {
        kinds[field] = (byte) kind.ordinal();
    }

    /** An integer; of other kinds the bits, or 1 for true. */
    public void number(int field, FieldKind kind, long bits) {
        kinds[field] = (byte) kind.ordinal();
        numbers[field] = bits;
    }

    /** Text in the payload. */
    public void text(int field, int from, int length) {
        kinds[field] = TEXT;
        froms[field] = from;
        lengths[field] = length;
        if (elsewhere[field] != null) {
            elsewhere[field] = null;
        }
    }

    /** Text that is these bytes. */
    public void text(int field, byte[] utf8) {
        kinds[field] = TEXT;
        froms[field] = 0;
        lengths[field] = utf8.length;
        elsewhere[field] = utf8;
    }

    public FieldKind kind(int field) {
        return KINDS[kinds[field]];
    }

    /** Of a {@link FieldKind#BOOLEAN}. */
    public boolean flag(int field) {
        return numbers[field] != 0;
    }

    /** Of a {@link FieldKind#INTEGER}. */
    public long integer(int field) {
        return numbers[field];
    }

    /** Of a {@link FieldKind#FLOAT}. */
    public float single(int field) {
        return Float.intBitsToFloat((int) numbers[field]);
    }

    /** Of a {@link FieldKind#DOUBLE}. */
    public double real(int field) {
        return Double.longBitsToDouble(numbers[field]);
    }

    /** Whether the {@link FieldKind#TEXT} is this one. */
    public boolean isText(int field, byte[] utf8) {
        int length = lengths[field];
        int from = froms[field];
        return length == utf8.length && Arrays.equals(source(field), from, from + length, utf8, 0, length);
    }

    /** Of a {@link FieldKind#TEXT}, a copy. */
    public byte[] text(int field) {
        return Arrays.copyOfRange(source(field), froms[field], froms[field] + lengths[field]);
    }

    /** The bytes of a {@link FieldKind#TEXT}. */
    public int textLength(int field) {
        return lengths[field];
    }

    /** Whether it is no number that a double can hold: NaN, or beyond all. */
    public boolean isNotFinite(int field) {
        return switch (kind(field)) {
            case FLOAT -> !Float.isFinite(single(field));
            case DOUBLE -> !Double.isFinite(real(field));
            default -> false;
        };
    }

    /** Writes its kind and its value to {@code out}: the same bytes for the same, and for nothing else. */
    public void copy(int field, AvroBuffer out) {
        out.writeLong(kinds[field]);
        if (kinds[field] == TEXT) {
            out.writeBytes(source(field), froms[field], lengths[field]);
        } else {
            out.writeLong(numbers[field]);
        }
    }

    /** Writes it to {@code out} as text, in Avro's union of null and bytes; false when it is something that has no text. */
    public boolean copyText(int field, AvroBuffer out) {
        switch (kind(field)) {
            case ABSENT -> out.writeNullable(null);
            case TEXT -> out.writeNullable(source(field), froms[field], lengths[field]);
            case BOOLEAN -> copyText(Boolean.toString(flag(field)), out);
            case INTEGER -> copyText(Long.toString(integer(field)), out);
            case FLOAT -> copyText(Float.toString(single(field)), out);
            case DOUBLE -> copyText(Double.toString(real(field)), out);
            case OTHER -> {
                return false;
            }
        }
        return true;
    }

    private static void copyText(String ascii, AvroBuffer out) {
        out.writeNullable(ascii.getBytes(StandardCharsets.US_ASCII));
    }

    private byte[] source(int field) {
        return elsewhere[field] == null ? payload : elsewhere[field];
    }

    /** Lets go of the bytes, which may be views of something much larger. */
    public void release() {
        begin(NOTHING);
        Arrays.fill(elsewhere, null);
    }
}
