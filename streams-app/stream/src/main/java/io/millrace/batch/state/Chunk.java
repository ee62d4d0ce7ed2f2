// SPDX-License-Identifier: Apache-2.0
package io.millrace.batch.state;

import io.millrace.schemas.AvroBuffer;
import io.millrace.schemas.AvroCursor;
import io.millrace.schemas.MalformedAvroException;

/**
 * A run of a batch's events as the store keeps it: the batch's key and times, what the run holds, then the encoded
 * events. Every chunk says all that is needed to open its batch again.
 *
 * @param follows the last offset of the chunk before it, −1 for the first: chunks with a hole between them are no batch
 * @param lastOffset of the events in this chunk
 * @param digest {@link Digest} of the offsets of the events in this chunk
 * @param length bytes of encoded events at {@code from} in {@code bytes}
 */
@SuppressWarnings("ArrayRecordComponent") // a view into a buffer, never compared
public record Chunk(
        BatchKey key,
        long openedAt,
        long closesAt,
        long follows,
        long lastOffset,
        int events,
        long digest,
        long payloadBytes,
        long minTimestamp,
        long maxTimestamp,
        byte[] bytes,
        int from,
        int length) {
    private static final byte[] NOTHING = {};

    /** All but the events. */
    void writeFacts(AvroBuffer out) {
        key.writeTo(out);
        out.writeLong(openedAt);
        out.writeLong(closesAt);
        out.writeLong(follows);
        out.writeLong(lastOffset);
        out.writeLong(events);
        out.writeLong(digest);
        out.writeLong(payloadBytes);
        out.writeLong(minTimestamp);
        out.writeLong(maxTimestamp);
    }

    /** The events stay where they are, in {@code stored}. */
    static Chunk decode(byte[] stored, int begin, int size) {
        AvroCursor in = new AvroCursor().over(stored, begin, begin + size);
        try {
            return new Chunk(
                    BatchKey.read(in),
                    in.readLong(),
                    in.readLong(),
                    in.readLong(),
                    in.readLong(),
                    in.readInt(),
                    in.readLong(),
                    in.readLong(),
                    in.readLong(),
                    in.readLong(),
                    stored,
                    in.position(),
                    in.remaining());
        } catch (MalformedAvroException e) {
            throw new IllegalStateException("A stored chunk is damaged", e);
        }
    }

    /** The same without its events, of which only the length is known. */
    Chunk facts() {
        return new Chunk(
                key,
                openedAt,
                closesAt,
                follows,
                lastOffset,
                events,
                digest,
                payloadBytes,
                minTimestamp,
                maxTimestamp,
                NOTHING,
                0,
                length);
    }
}
