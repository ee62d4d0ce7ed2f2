// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.verify.objects;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import io.millrace.schemas.EventCursor;
import io.millrace.schemas.MalformedAvroException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/** Events in JSON Lines, packed as the key says. */
final class JsonLines implements ObjectEvents {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final InputStream in;
    private final JsonPayload payload;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int at;
    private int end;
    private byte[] line = new byte[1024];
    private int length;

    /** @param payload null when lines are to be counted only */
    JsonLines(String key, byte[] body, JsonPayload payload) throws IOException {
        InputStream packed = new ByteArrayInputStream(body);
        in = key.endsWith(ObjectLayout.ZSTD_JSON_LINES)
                ? new ZstdInputStreamNoFinalizer(packed)
                : new GZIPInputStream(packed, BUFFER_BYTES);
        this.payload = payload;
    }

    @Override
    public boolean next() throws IOException {
        length = 0;
        while (at < end || fill()) {
            int from = at;
            while (at < end && buffer[at] != '\n') {
                at++;
            }
            append(from, at - from);
            if (at < end) {
                at++;
                return true;
            }
        }
        return length > 0;
    }

    private boolean fill() throws IOException {
        at = 0;
        end = Math.max(in.read(buffer), 0);
        return end > 0;
    }

    private void append(int from, int count) {
        if (length + count > line.length) {
            line = Arrays.copyOf(line, Math.max(2 * line.length, length + count));
        }
        System.arraycopy(buffer, from, line, length, count);
        length += count;
    }

    /** The payload alone, or the sink's envelope around it: which of the two was configured is not known here. */
    @Override
    public boolean is(EventCursor event) throws IOException, MalformedAvroException {
        return payload.is(event, line, 0, length) || JsonEnvelope.is(event, line, length, payload);
    }

    @Override
    public long countRest() throws IOException {
        long rest = 0;
        while (next()) {
            rest++;
        }
        return rest;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
