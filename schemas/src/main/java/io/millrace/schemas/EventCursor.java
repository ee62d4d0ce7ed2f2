// SPDX-License-Identifier: Apache-2.0
package io.millrace.schemas;

import org.apache.kafka.common.header.Headers;

/**
 * Walks through the events of a batch in order. After {@link #next()} has returned true, the accessors describe one event: key and
 * value are slices of {@link #bytes()}. Not thread-safe.
 */
public final class EventCursor {
    private final AvroCursor in = new AvroCursor();
    private final EncodedEvent event = new EncodedEvent();
    private final int expected;
    private int seen;
    private long leftInBlock;

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
        event.read(in);
        return true;
    }

    private boolean openBlock() throws MalformedAvroException {
        leftInBlock = EncodedEvent.blockCount(in);
        if (leftInBlock > 0) {
            return true;
        }
        if (seen != expected || !in.atEnd()) {
            throw in.malformed(
                    seen + " events for " + expected + " in the header, and " + in.remaining() + " bytes left");
        }
        return false;
    }

    /** Counts from 0 within the batch. */
    public int index() {
        return seen - 1;
    }

    /** Of the source topic: where the event comes from. */
    public int partition() {
        return event.partition();
    }

    /** In that partition of the source topic. */
    public long offset() {
        return event.offset();
    }

    /** Event time, in epoch milliseconds. */
    public long timestamp() {
        return event.timestamp();
    }

    /** The array that {@link #keyFrom()} and {@link #valueFrom()} point into: the batch record's own value. */
    public byte[] bytes() {
        return in.bytes();
    }

    public int keyFrom() {
        return event.keyFrom();
    }

    /** −1 when the key is null. */
    public int keyLength() {
        return event.keyLength();
    }

    public int valueFrom() {
        return event.valueFrom();
    }

    public int valueLength() {
        return event.valueLength();
    }

    /** The event's headers, decoded again at each call. */
    public Headers headers() throws MalformedAvroException {
        return event.headers();
    }
}
