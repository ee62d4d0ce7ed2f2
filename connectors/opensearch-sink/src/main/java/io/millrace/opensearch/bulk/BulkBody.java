// SPDX-License-Identifier: Apache-2.0
package io.millrace.opensearch.bulk;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that grow and are used again. Not thread-safe, hence without a lock. */
final class BulkBody extends OutputStream {
    private static final int FIRST_BYTES = 8 * 1024;
    private static final int MOST_DIGITS = 20;

    private byte[] bytes;
    private int size;

    BulkBody() {
        this(FIRST_BYTES);
    }

    /** One that does not grow up to {@code firstBytes}. */
    BulkBody(int firstBytes) {
        bytes = new byte[firstBytes];
    }

    /** The array itself, whose first {@link #size} bytes count; another one after the next write. */
    byte[] bytes() {
        return bytes;
    }

    int size() {
        return size;
    }

    void clear() {
        size = 0;
    }

    @Override
    public void write(int b) {
        ensure(1);
        bytes[size++] = (byte) b;
    }

    @Override
    public void write(byte[] source, int from, int length) {
        ensure(length);
        System.arraycopy(source, from, bytes, size, length);
        size += length;
    }

    @Override
    public void write(byte[] source) {
        write(source, 0, source.length);
    }

    void writeAll(BulkBody other) {
        write(other.bytes, 0, other.size);
    }

    void writeText(String text) {
        write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The decimal digits, without a string. */
    void writeNumber(long number) {
        if (number < 0) {
            writeText(Long.toString(number));
            return;
        }
        ensure(MOST_DIGITS);
        int digits = 1;
        for (long rest = number / 10; rest > 0; rest /= 10) {
            digits++;
        }
        long rest = number;
        for (int at = size + digits - 1; at >= size; at--) {
            bytes[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        size += digits;
    }

    private void ensure(int more) {
        if (more > bytes.length - size) {
            int needed = Math.addExact(size, more);
            bytes = Arrays.copyOf(
                    bytes, (int) Math.max(needed, Math.min(Integer.MAX_VALUE - 8L, 3L * bytes.length / 2)));
        }
    }
}
