// SPDX-License-Identifier: Apache-2.0
package io.millrace.schemas;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Walks through the events of a batch in order. After {@link #next()} has returned true, the accessors describe one event: key and
 * value are slices of {@link #bytes()}. Not thread-safe.
 */
public final class EventCursor {
    private final AvroCursor in = new AvroCursor();
    private final int expected;
    private int seen;
    private long leftInBlock;

    private int partition;
    private long offset;
    private long timestamp;
    private int keyFrom;
    private int keyLength;
    private int headersFrom;
    private int valueFrom;
    private int valueLength;

    EventCursor(byte[] batch, int from, int expected) {
        in.over(batch, from, batch.length);
        this.expected = expected;
    }

    /**
     * Moves to the next event; false after the last one. Throws when the bytes are broken, when the number of events is not what
     * the header says, or when something follows them.
     */
    public boolean next() throws MalformedAvroException {
        if (leftInBlock == 0 && !openBlock()) {
            return false;
        }
        leftInBlock--;
        seen++;
        partition = in.readInt();
        offset = in.readLong();
        timestamp = in.readLong();
        boolean keyed = in.readIndex(2) == 1;
        keyLength = keyed ? in.readLength() : -1;
        keyFrom = in.position();
        in.skip(Math.max(keyLength, 0));
        headersFrom = in.position();
        skipHeaders();
        valueLength = in.readLength();
        valueFrom = in.position();
        in.skip(valueLength);
        return true;
    }

    private boolean openBlock() throws MalformedAvroException {
        leftInBlock = blockCount(in);
        if (leftInBlock > 0) {
            return true;
        }
        if (seen != expected || !in.atEnd()) {
            throw in.malformed(
                    seen + " events for " + expected + " in the header, and " + in.remaining() + " bytes left");
        }
        return false;
    }

    /** How many items follow; a negative count is followed by the block's size in bytes. */
    private static long blockCount(AvroCursor in) throws MalformedAvroException {
        long count = in.readLong();
        if (count == Long.MIN_VALUE) {
            throw in.malformed("a block of " + count + " items");
        }
        if (count < 0) {
            in.readLong();
        }
        return Math.abs(count);
    }

    private void skipHeaders() throws MalformedAvroException {
        for (long left = blockCount(in); left > 0; left = blockCount(in)) {
            for (; left > 0; left--) {
                in.skip(in.readLength());
                if (in.readIndex(2) == 1) {
                    in.skip(in.readLength());
                }
            }
        }
    }

    /** Counts from 0 within the batch. */
    public int index() {
        return seen - 1;
    }

    /** Of the source topic: where the event comes from. */
    public int partition() {
        return partition;
    }

    /** In that partition of the source topic. */
    public long offset() {
        return offset;
    }

    /** Event time, in epoch milliseconds. */
    public long timestamp() {
        return timestamp;
    }

    /** The array that {@link #keyFrom()} and {@link #valueFrom()} point into: the batch record's own value. */
    public byte[] bytes() {
        return in.bytes();
    }

    public int keyFrom() {
        return keyFrom;
    }

    /** −1 when the key is null. */
    public int keyLength() {
        return keyLength;
    }

    public int valueFrom() {
        return valueFrom;
    }

    public int valueLength() {
        return valueLength;
    }

    /** The event's headers, decoded again at each call. */
    public Headers headers() throws MalformedAvroException {
        Headers headers = new RecordHeaders();
        AvroCursor at = new AvroCursor().over(in.bytes(), headersFrom, valueFrom);
        for (long left = blockCount(at); left > 0; left = blockCount(at)) {
            for (; left > 0; left--) {
                String name = at.readString();
                headers.add(name, at.readIndex(2) == 0 ? null : at.readCopy(at.readLength()));
            }
        }
        return headers;
    }
}
