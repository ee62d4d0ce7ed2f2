// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.otlp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** The JSON of one event after the other, in one place. Not thread-safe. */
final class EventJson extends OutputStream {
    private static final JsonFactory JSON = new JsonFactory();

    private final int most;
    private byte[] bytes = new byte[1024];
    private int length;

    /** @param most bytes that one may have */
    EventJson(int most) {
        this.most = most;
    }

    /** Begins anew; what was there is gone. */
    JsonGenerator begin() throws IOException {
        length = 0;
        return JSON.createGenerator(this).disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] from, int offset, int count) throws IOException {
        if (count > most - length) {
            throw new TooLargeException();
        }
        if (length + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(most, Math.max(length + count, 2L * bytes.length)));
        }
        System.arraycopy(from, offset, bytes, length, count);
        length += count;
    }

    /** Has {@link #length} bytes that count. */
    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /** An event has more bytes than it may have. */
    static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1L;
    }
}
