// SPDX-License-Identifier: Apache-2.0
package io.millrace.schemas;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reads Avro binary out of a byte array without copying and without trusting it: every read is checked against the end, and a
 * failed one throws {@link MalformedAvroException} naming the position. Counts what {@link PayloadLimits} limits, the same for all
 * code that walks payloads. Reusable and not thread-safe.
 */
public final class AvroCursor {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private byte[] bytes = new byte[0];
    private int position;
    private int end;
    private int depth;
    private int emptyValues;

    /** Starts over at {@code from}, to read up to {@code to}, exclusive. */
    public AvroCursor over(byte[] array, int from, int to) {
        bytes = array;
        position = from;
        end = to;
        depth = 0;
        emptyValues = 0;
        return this;
    }

    public byte[] bytes() {
        return bytes;
    }

    public int position() {
        return position;
    }

    public int remaining() {
        return end - position;
    }

    public boolean atEnd() {
        return position == end;
    }

    /** One zigzag varint of at most ten bytes. */
    public long readLong() throws MalformedAvroException {
        int at = position;
        if (at < end && bytes[at] >= 0) {
            position = at + 1;
            long zigzag = bytes[at];
            return (zigzag >>> 1) ^ -(zigzag & 1);
        }
        return readLongSlowly();
    }

    private long readLongSlowly() throws MalformedAvroException {
        long value = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            if (position >= end) {
                throw truncated();
            }
            byte next = bytes[position++];
            if (shift == 63 && (next & 0xfe) != 0) {
                break;
            }
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return (value >>> 1) ^ -(value & 1);
            }
        }
        throw malformed("a varint of more than 64 bits");
    }

    /** Eight bytes, big-endian; not of Avro. */
    public long readFixed() throws MalformedAvroException {
        int from = position;
        skip(Long.BYTES);
        return (long) LONGS.get(bytes, from);
    }

    /** A varint that fits an int. */
    public int readInt() throws MalformedAvroException {
        long value = readLong();
        if (value != (int) value) {
            throw malformed("an int out of range");
        }
        return (int) value;
    }

    /** The length of a string or bytes value that lies entirely before the end. */
    public int readLength() throws MalformedAvroException {
        long length = readLong();
        if (length < 0 || length > end - position) {
            throw malformed("a length of " + length + " with " + (end - position) + " bytes left");
        }
        return (int) length;
    }

    /** Skips {@code count} bytes. */
    public void skip(int count) throws MalformedAvroException {
        if (count > end - position) {
            throw truncated();
        }
        position += count;
    }

    public byte readByte() throws MalformedAvroException {
        if (position >= end) {
            throw truncated();
        }
        return bytes[position++];
    }

    /** A new array with the next {@code length} bytes. */
    public byte[] readCopy(int length) throws MalformedAvroException {
        int from = position;
        skip(length);
        byte[] copy = new byte[length];
        System.arraycopy(bytes, from, copy, 0, length);
        return copy;
    }

    public String readString() throws MalformedAvroException {
        int length = readLength();
        String text = new String(bytes, position, length, java.nio.charset.StandardCharsets.UTF_8);
        position += length;
        return text;
    }

    /** An index below {@code options}, of a union or an enum. */
    public int readIndex(int options) throws MalformedAvroException {
        long index = readLong();
        if (index < 0 || index >= options) {
            throw malformed("index " + index + " of " + options + " options");
        }
        return (int) index;
    }

    /** Code that walks a payload calls it on entering a record, an array or a map, and {@link #leave} after it. */
    public void enter() throws MalformedAvroException {
        enter(1);
    }

    /** Enters that many levels at once. */
    public void enter(int levels) throws MalformedAvroException {
        if (levels > PayloadLimits.MAX_DEPTH - depth) {
            throw malformed("more than " + PayloadLimits.MAX_DEPTH + " levels");
        }
        depth += levels;
    }

    public void leave() {
        leave(1);
    }

    public void leave(int levels) {
        depth -= levels;
    }

    /** Code that walks a payload calls it for values that take no bytes; see {@link PayloadLimits#MAX_EMPTY_VALUES}. */
    public void countEmpty(long values) throws MalformedAvroException {
        if (values < 0 || values > PayloadLimits.MAX_EMPTY_VALUES - emptyValues) {
            throw malformed("more than " + PayloadLimits.MAX_EMPTY_VALUES + " values without a byte");
        }
        emptyValues += (int) values;
    }

    private MalformedAvroException truncated() {
        return malformed("the end of the bytes");
    }

    /** The exception that says {@code what} was met at the present position. */
    public MalformedAvroException malformed(String what) {
        return new MalformedAvroException("met " + what + " at byte " + position);
    }
}
