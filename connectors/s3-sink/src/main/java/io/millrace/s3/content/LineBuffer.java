// SPDX-License-Identifier: Apache-2.0
package io.millrace.s3.content;

import java.io.IOException;
import java.io.OutputStream;

/** Gathers lines, because each write to a compressor is a call out of Java. Not thread-safe, hence without a lock. */
final class LineBuffer extends OutputStream {
    private static final int BYTES = 64 * 1024;

    private final OutputStream target;
    private final byte[] buffer = new byte[BYTES];
    private int buffered;

    LineBuffer(OutputStream target) {
        this.target = target;
    }

    @Override
    public void write(int b) throws IOException {
        if (buffered == BYTES) {
            drain();
        }
        buffer[buffered++] = (byte) b;
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        if (length > BYTES - buffered) {
            drain();
        }
        if (length > BYTES) {
            target.write(bytes, from, length);
        } else {
            System.arraycopy(bytes, from, buffer, buffered, length);
            buffered += length;
        }
    }

    private void drain() throws IOException {
        target.write(buffer, 0, buffered);
        buffered = 0;
    }

    @Override
    public void close() throws IOException {
        try (target) {
            drain();
        }
    }
}
