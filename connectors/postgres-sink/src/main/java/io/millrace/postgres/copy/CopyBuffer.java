// SPDX-License-Identifier: Apache-2.0
package io.millrace.postgres.copy;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A growing byte array that is written in network byte order, and a JSON generator that writes into it. Not thread-safe. */
public final class CopyBuffer extends OutputStream {
    /** The length of a null. */
    static final int NULL = -1;

    private static final VarHandle SHORTS = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final JsonFactory JSON =
            new JsonFactoryBuilder().rootValueSeparator((String) null).build();

    private final int mostBytes;
    private byte[] bytes;
    private int size;
    private JsonGenerator json;

    /** Throws {@link RowTooLargeException} when it holds more than {@code mostBytes}. */
    CopyBuffer(int initialCapacity, int mostBytes) {
        this.mostBytes = mostBytes;
        bytes = new byte[initialCapacity];
    }

    int size() {
        return size;
    }

    /** Valid up to {@link #size()} and until the next write. */
    byte[] bytes() {
        return bytes;
    }

    private void ensure(int more) {
        if (bytes.length - size < more) {
            long needed = (long) size + more;
            if (needed > mostBytes) {
                throw new RowTooLargeException();
            }
            bytes = Arrays.copyOf(bytes, (int) Math.min(Math.max(needed, bytes.length * 3L / 2), mostBytes));
        }
    }

    @Override
    public void write(int value) {
        ensure(1);
        bytes[size++] = (byte) value;
    }

    @Override
    public void write(byte[] source, int from, int length) {
        ensure(length);
        System.arraycopy(source, from, bytes, size, length);
        size += length;
    }

    void writeShort(int value) {
        ensure(Short.BYTES);
        SHORTS.set(bytes, size, (short) value);
        size += Short.BYTES;
    }

    void writeInt(int value) {
        ensure(Integer.BYTES);
        INTS.set(bytes, size, value);
        size += Integer.BYTES;
    }

    void writeLong(long value) {
        ensure(Long.BYTES);
        LONGS.set(bytes, size, value);
        size += Long.BYTES;
    }

    /** Length, then the bytes. */
    void writeBytes(byte[] source, int from, int length) {
        writeInt(length);
        write(source, from, length);
    }

    /** Leaves room for the length of what comes next, and returns where. */
    int beginLength() {
        writeInt(0);
        return size;
    }

    /** Fills in what {@link #beginLength} left out. */
    void endLength(int from) {
        setInt(from - Integer.BYTES, size - from);
    }

    void setInt(int at, int value) {
        INTS.set(bytes, at, value);
    }

    /** Forgets what was written after {@code to}. */
    void truncate(int to) {
        size = to;
    }

    /** A generator that is done with what it has written after each {@link JsonGenerator#flush()}. */
    JsonGenerator json() throws IOException {
        if (json == null) {
            json = JSON.createGenerator(this, JsonEncoding.UTF8)
                    .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                    .disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT)
                    .disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
        }
        return json;
    }

    /** After a value that was not written to its end. */
    void forgetJson() {
        json = null;
    }
}
