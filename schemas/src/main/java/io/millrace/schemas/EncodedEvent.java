// SPDX-License-Identifier: Apache-2.0
package io.millrace.schemas;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** A view of an event as {@link EventEncoding} wrote it: it stays where it lies. Reused for one event after the other; not thread-safe. */
public final class EncodedEvent {
    private byte[] bytes;
    private int from;
    private int partition;
    private long offset;
    private long timestamp;
    private int keyFrom;
    private int keyLength;
    private int headersFrom;
    private int valueFrom;
    private int valueLength;

    /** Reads the event that comes next. */
    public void read(AvroCursor in) throws MalformedAvroException {
        bytes = in.bytes();
        from = in.position();
        partition = in.readInt();
        offset = in.readLong();
        timestamp = in.readLong();
        boolean keyed = in.readIndex(2) == 1;
        keyLength = keyed ? in.readLength() : -1;
        keyFrom = in.position();
        in.skip(Math.max(keyLength, 0));
        headersFrom = in.position();
        skipHeaders(in);
        valueLength = in.readLength();
        valueFrom = in.position();
        in.skip(valueLength);
    }

    /** How many items of an array follow; a negative count is followed by the block's size in bytes. */
    static long blockCount(AvroCursor in) throws MalformedAvroException {
        long count = in.readLong();
        if (count == Long.MIN_VALUE) {
            throw in.malformed("a block of " + count + " items");
        }
        if (count < 0) {
            in.readLong();
        }
        return Math.abs(count);
    }

    private static void skipHeaders(AvroCursor in) throws MalformedAvroException {
        for (long left = blockCount(in); left > 0; left = blockCount(in)) {
            for (; left > 0; left--) {
                in.skip(in.readLength());
                if (in.readIndex(2) == 1) {
                    in.skip(in.readLength());
                }
            }
        }
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

    /** The array that it lies in. */
    public byte[] bytes() {
        return bytes;
    }

    /** Where it begins. */
    public int from() {
        return from;
    }

    /** Where it ends; not included. */
    public int to() {
        return valueFrom + valueLength;
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
        AvroCursor at = new AvroCursor().over(bytes, headersFrom, valueFrom);
        for (long left = blockCount(at); left > 0; left = blockCount(at)) {
            for (; left > 0; left--) {
                String name = at.readString();
                headers.add(name, at.readIndex(2) == 0 ? null : at.readCopy(at.readLength()));
            }
        }
        return headers;
    }
}
