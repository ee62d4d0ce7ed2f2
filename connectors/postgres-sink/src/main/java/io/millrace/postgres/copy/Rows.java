// SPDX-License-Identifier: Apache-2.0
package io.millrace.postgres.copy;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * The rows of one batch, encoded once and held whole, however often and in whatever parts they are sent. They may take many times
 * what the batch does: sixteen bytes for an empty array and twelve for a small long, each of which is one byte in Avro. Not
 * thread-safe.
 */
public final class Rows {
    /** Where bytes go. */
    public interface Target<E extends Exception> {
        void write(byte[] bytes, int from, int length) throws E;
    }

    /** Signature, no flags, no extension. */
    private static final byte[] HEADER = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
    };

    private static final byte[] TRAILER = {(byte) 0xff, (byte) 0xff};

    /** Between two pieces the client sees whether the server has given up. */
    private static final int PIECE_BYTES = 64 * 1024;

    private final CopyBuffer buffer;
    private final Map<Integer, Exception> rejected = new TreeMap<>();
    private int[] ends;
    private int[] events;
    private int count;

    Rows(int expectedRows, CopyBuffer buffer) {
        this.buffer = buffer;
        ends = new int[Math.max(expectedRows, 1)];
        events = new int[ends.length];
    }

    CopyBuffer begin() {
        return buffer;
    }

    void end(int event) {
        if (count == ends.length) {
            ends = Arrays.copyOf(ends, 2 * count);
            events = Arrays.copyOf(events, 2 * count);
        }
        ends[count] = buffer.size();
        events[count++] = event;
    }

    /** Drops what was written of this event's row. */
    void reject(int event, Exception cause) {
        buffer.truncate(start(count));
        buffer.forgetJson();
        rejected.put(event, cause);
    }

    public int count() {
        return count;
    }

    /** The index in the batch of the event that {@code row} was made of. */
    public int event(int row) {
        return events[row];
    }

    /** Why events have no row, by their index in the batch. */
    public Map<Integer, Exception> rejected() {
        return rejected;
    }

    private int start(int row) {
        return row == 0 ? 0 : ends[row - 1];
    }

    /** Sends the rows from {@code from} to {@code to}, exclusive, as a whole binary COPY. */
    public <E extends Exception> void send(int from, int to, Target<E> target) throws E {
        target.write(HEADER, 0, HEADER.length);
        int end = start(to);
        for (int at = start(from); at < end; at += PIECE_BYTES) {
            target.write(buffer.bytes(), at, Math.min(PIECE_BYTES, end - at));
        }
        target.write(TRAILER, 0, TRAILER.length);
    }
}
