// SPDX-License-Identifier: Apache-2.0
package io.millrace.batch.state;

import io.millrace.schemas.AvroBuffer;
import io.millrace.schemas.AvroCursor;
import io.millrace.schemas.MalformedAvroException;

/**
 * A run of a batch's events as the store keeps it: its version, the batch's key and times, what the run holds, then
 * the encoded events. Every chunk says all that is needed to open its batch again.
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
    byte[] encode(AvroBuffer scratch) {
        scratch.clear();
        scratch.writeLong(StateVersion.CURRENT);
        scratch.writeLong(key.windowStart());
        scratch.writeLong(key.windowEnd());
        scratch.writeLong(key.schemaId());
        scratch.writeLong(openedAt);
        scratch.writeLong(closesAt);
        scratch.writeLong(follows);
        scratch.writeLong(lastOffset);
        scratch.writeLong(events);
        scratch.writeLong(digest);
        scratch.writeLong(payloadBytes);
        scratch.writeLong(minTimestamp);
        scratch.writeLong(maxTimestamp);
        scratch.writeRaw(bytes, from, length);
        return scratch.toByteArray();
    }

    static Chunk decode(byte[] stored) {
        AvroCursor in = new AvroCursor().over(stored, 0, stored.length);
        try {
            StateVersion.require(in.readLong(), "chunk");
            return new Chunk(
                    new BatchKey(in.readLong(), in.readLong(), in.readInt()),
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
}
