// SPDX-License-Identifier: Apache-2.0
package io.millrace.fields;

import io.millrace.config.routes.Subject;
import io.millrace.schemas.AvroBuffer;
import io.millrace.schemas.AvroCursor;
import io.millrace.schemas.MalformedAvroException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * What some fields of one event hold: for each its kind and where its value lies, encoded as in Avro, in the payload or in a copy. Values
 * are read when they are asked for. Reused for one event after the other; not thread-safe.
 */
public final class FieldValues {
    private static final byte[] NOTHING = {};

    /** Null where it is a header. */
    private final String[] names;

    /** Null where it is a field; empty when there are only fields. */
    private final String[] headers;

    private final FieldKind[] kinds;
    private final byte[][] sources;
    private final int[] positions;

    private final AvroBuffer copies = new AvroBuffer(64);
    private final AvroCursor in = new AvroCursor();
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
        kinds = new FieldKind[names.length];
        sources = new byte[names.length][];
        positions = new int[names.length];
        begin(NOTHING);
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

    /** All fields are absent until something else is said of them. */
    public void begin(byte[] ofPayload) {
        payload = ofPayload;
        copies.clear();
        Arrays.fill(kinds, FieldKind.ABSENT);
    }

    /** Takes copies of the headers that are asked for; of a name that comes twice the last counts. */
    public void read(Headers of) {
        for (int i = 0; i < headers.length; i++) {
            Header header = headers[i] == null ? null : of.lastHeader(headers[i]);
            if (header != null && header.value() != null) {
                text(i, header.value());
            }
        }
    }

    /** The payload holds the value at {@code position}. */
    public void lies(int field, FieldKind kind, int position) {
        lies(field, kind, payload, position);
    }

    /** {@code source} holds the value at {@code position}. */
    public void lies(int field, FieldKind kind, byte[] source, int position) {
        kinds[field] = kind;
        sources[field] = source;
        positions[field] = position;
    }

    /** Takes a copy. */
    public void number(int field, long value) {
        copied(field, FieldKind.INTEGER);
        copies.writeLong(value);
    }

    /** Takes a copy. */
    public void number(int field, double value) {
        copied(field, FieldKind.DOUBLE);
        ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        copies.writeRaw(bytes.putDouble(value).array(), 0, Double.BYTES);
    }

    /** Takes a copy. */
    public void flag(int field, boolean value) {
        copied(field, FieldKind.BOOLEAN);
        copies.writeRaw(new byte[] {(byte) (value ? 1 : 0)}, 0, 1);
    }

    /** Takes a copy. */
    public void text(int field, byte[] utf8) {
        copied(field, FieldKind.TEXT);
        copies.writeBytes(utf8, 0, utf8.length);
    }

    /** The copies may move as they grow. */
    private void copied(int field, FieldKind kind) {
        lies(field, kind, null, copies.size());
    }

    /** It is of that kind, and nobody reads its value. */
    public void is(int field, FieldKind kind) {
        lies(field, kind, NOTHING, 0);
    }

    public FieldKind kind(int field) {
        return kinds[field];
    }

    /** Of a {@link FieldKind#BOOLEAN}. */
    public boolean flag(int field) {
        return source(field)[positions[field]] != 0;
    }

    /** Of a {@link FieldKind#INTEGER}. */
    public long integer(int field) {
        try {
            return at(field).readLong();
        } catch (MalformedAvroException e) {
            throw wasChecked(e);
        }
    }

    /** Of a {@link FieldKind#FLOAT}. */
    public float single(int field) {
        return Float.intBitsToFloat((int) littleEndian(field, Float.BYTES));
    }

    /** Of a {@link FieldKind#DOUBLE}. */
    public double real(int field) {
        return Double.longBitsToDouble(littleEndian(field, Double.BYTES));
    }

    /** Whether the {@link FieldKind#TEXT} is this one. */
    public boolean isText(int field, byte[] utf8) {
        try {
            int length = at(field).readLength();
            int from = in.position();
            return length == utf8.length && Arrays.equals(in.bytes(), from, from + length, utf8, 0, utf8.length);
        } catch (MalformedAvroException e) {
            throw wasChecked(e);
        }
    }

    /** Of a {@link FieldKind#TEXT}, a copy. */
    public byte[] text(int field) {
        try {
            return at(field).readCopy(in.readLength());
        } catch (MalformedAvroException e) {
            throw wasChecked(e);
        }
    }

    /** Writes its kind and its value to {@code out}: the same bytes for the same, and for nothing else. */
    public void copy(int field, AvroBuffer out) {
        out.writeLong(kinds[field].ordinal());
        switch (kinds[field]) {
            case BOOLEAN -> out.writeRaw(source(field), positions[field], 1);
            case INTEGER -> out.writeLong(integer(field));
            case FLOAT -> out.writeRaw(source(field), positions[field], Float.BYTES);
            case DOUBLE -> out.writeRaw(source(field), positions[field], Double.BYTES);
            case TEXT -> copyText(field, out);
            case ABSENT, OTHER -> {}
        }
    }

    private void copyText(int field, AvroBuffer out) {
        try {
            int length = at(field).readLength();
            out.writeBytes(in.bytes(), in.position(), length);
        } catch (MalformedAvroException e) {
            throw wasChecked(e);
        }
    }

    private long littleEndian(int field, int bytes) {
        byte[] source = source(field);
        long bits = 0;
        for (int i = bytes - 1; i >= 0; i--) {
            bits = (bits << Byte.SIZE) | (source[positions[field] + i] & 0xff);
        }
        return bits;
    }

    private AvroCursor at(int field) {
        byte[] source = source(field);
        return in.over(source, positions[field], source.length);
    }

    private byte[] source(int field) {
        return sources[field] == null ? copies.bytes() : sources[field];
    }

    private static IllegalStateException wasChecked(MalformedAvroException e) {
        return new IllegalStateException("A value that was checked is malformed", e);
    }

    /** Lets go of the bytes, which may be views of something much larger. */
    public void release() {
        begin(NOTHING);
        Arrays.fill(sources, null);
        in.over(NOTHING, 0, 0);
    }
}
