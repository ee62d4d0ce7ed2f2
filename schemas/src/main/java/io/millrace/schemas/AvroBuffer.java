// SPDX-License-Identifier: Apache-2.0
package io.millrace.schemas;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing byte array that writes Avro binary. Reusable and not thread-safe. */
public final class AvroBuffer {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private byte[] bytes;
    private int size;

    public AvroBuffer(int initialCapacity) {
        bytes = new byte[initialCapacity];
    }

    public int size() {
        return size;
    }

    /** The backing array: valid up to {@link #size()} and until the next write. */
    public byte[] bytes() {
        return bytes;
    }

    public int capacity() {
        return bytes.length;
    }

    public void clear() {
        size = 0;
    }

    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    private void ensure(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), bytes.length + (bytes.length >> 1)));
        }
    }

    /** A zigzag varint, as Avro writes int and long. */
    public void writeLong(long value) {
        ensure(10);
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7fL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    /** Eight bytes, big-endian; not of Avro. */
    public void writeFixed(long value) {
        ensure(Long.BYTES);
        LONGS.set(bytes, size, value);
        size += Long.BYTES;
    }

    /** Length, then the bytes. */
    public void writeBytes(byte[] source, int from, int length) {
        writeLong(length);
        writeRaw(source, from, length);
    }

    public void writeString(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        writeBytes(utf8, 0, utf8.length);
    }

    /** The union of null and bytes. */
    public void writeNullable(byte[] source) {
        writeNullable(source, 0, source == null ? -1 : source.length);
    }

    /** The same of a slice; {@code length} is −1 for null. */
    public void writeNullable(byte[] source, int from, int length) {
        if (length < 0) {
            writeLong(0);
        } else {
            writeLong(1);
            writeBytes(source, from, length);
        }
    }

    /** The bytes as they are. */
    public void writeRaw(byte[] source, int from, int length) {
        ensure(length);
        System.arraycopy(source, from, bytes, size, length);
        size += length;
    }
}
