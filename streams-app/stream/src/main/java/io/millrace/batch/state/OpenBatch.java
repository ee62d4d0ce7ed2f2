// SPDX-License-Identifier: Apache-2.0
package io.millrace.batch.state;

import io.millrace.schemas.AvroBuffer;
import io.millrace.schemas.Event;
import io.millrace.schemas.EventEncoding;

/**
 * A batch that still grows: the facts of all its events, and the encoded events that are on the heap only. Those that
 * were drained lie in the store as chunks 0 to {@code chunks − 1}.
 */
public final class OpenBatch {
    /** The most that the count before a block of events takes. */
    private static final int BLOCK_COUNT_BYTES = 5;

    /** The close time of a batch that no watermark closes. */
    public static final long NEVER = Long.MAX_VALUE;

    /** Before any event was stored. */
    static final long NOTHING = -1;

    public final BatchKey key;
    public final long firstOffset;
    /** Wall clock, epoch milliseconds. */
    public final long openedAt;
    /** The watermark that closes it, or {@link #NEVER}. */
    public final long closesAt;

    public AvroBuffer tail;
    public int tailEvents;
    private long tailDigest;
    private long tailPayloadBytes;
    private long tailMinTimestamp = Long.MAX_VALUE;
    private long tailMaxTimestamp = Long.MIN_VALUE;

    public int chunks;
    /** The sum of their keys' digests. */
    public long chunksDigest;

    long storedUpTo = NOTHING;

    private int events;
    private long digest;
    private long payloadBytes;
    private long encodedBytes;
    private long lastOffset;
    private long minTimestamp = Long.MAX_VALUE;
    private long maxTimestamp = Long.MIN_VALUE;

    public OpenBatch(BatchKey key, long firstOffset, long openedAt, long closesAt) {
        this.key = key;
        this.firstOffset = firstOffset;
        this.openedAt = openedAt;
        this.closesAt = closesAt;
        this.lastOffset = firstOffset;
    }

    /** As long as that one was, and with nothing in it. */
    public static OpenBatch reopened(EmittedBatch sent) {
        return new OpenBatch(sent.key(), sent.firstOffset(), 0, NEVER);
    }

    /**
     * Whether the store holds the event at {@code offset}, which falls into this batch's window: in this batch or, when it is
     * older than the first one, in a batch before, which is acknowledged or the recovery would know it.
     */
    public boolean holds(long offset) {
        return offset <= storedUpTo;
    }

    /** {@code offset} is where the event was read, which with grouping is not where it comes from. */
    public void append(long offset, Event event) {
        int before = tail.size();
        EventEncoding.write(tail, event);
        long timestamp = event.timestamp();
        encodedBytes += tail.size() - before;
        tailEvents++;
        events++;
        tailDigest += Digest.of(offset);
        tailPayloadBytes += event.payloadLength();
        payloadBytes += event.payloadLength();
        tailMinTimestamp = Math.min(tailMinTimestamp, timestamp);
        tailMaxTimestamp = Math.max(tailMaxTimestamp, timestamp);
        minTimestamp = Math.min(minTimestamp, timestamp);
        maxTimestamp = Math.max(maxTimestamp, timestamp);
        lastOffset = offset;
    }

    /** The tail as a chunk for the store. */
    Chunk chunk() {
        return new Chunk(
                key,
                openedAt,
                closesAt,
                storedUpTo,
                lastOffset,
                tailEvents,
                tailDigest,
                tailPayloadBytes,
                tailMinTimestamp,
                tailMaxTimestamp,
                tail.bytes(),
                0,
                tail.size());
    }

    /** The tail lies in the store now, under that key; the buffer is the caller's. */
    public AvroBuffer tailStored(ChunkKey chunkKey) {
        AvroBuffer buffer = tail;
        chunks++;
        chunksDigest += chunkKey.digest();
        encodedBytes += BLOCK_COUNT_BYTES;
        storedUpTo = lastOffset;
        tail = null;
        tailEvents = 0;
        digest += tailDigest;
        tailDigest = 0;
        tailPayloadBytes = 0;
        tailMinTimestamp = Long.MAX_VALUE;
        tailMaxTimestamp = Long.MIN_VALUE;
        return buffer;
    }

    /** Counts a chunk that was found in the store. */
    void restored(ChunkKey chunkKey, Chunk chunk) {
        chunks++;
        chunksDigest += chunkKey.digest();
        storedUpTo = chunk.lastOffset();
        lastOffset = chunk.lastOffset();
        events += chunk.events();
        digest += chunk.digest();
        payloadBytes += chunk.payloadBytes();
        encodedBytes += chunk.length() + BLOCK_COUNT_BYTES;
        minTimestamp = Math.min(minTimestamp, chunk.minTimestamp());
        maxTimestamp = Math.max(maxTimestamp, chunk.maxTimestamp());
    }

    public int events() {
        return events;
    }

    /** The {@link Digest} of the offsets of all its events. */
    public long digest() {
        return digest + tailDigest;
    }

    public long payloadBytes() {
        return payloadBytes;
    }

    /** What the events take in the finished batch, counts of their blocks included. */
    public long encodedBytes() {
        return encodedBytes;
    }

    public long lastOffset() {
        return lastOffset;
    }

    public long minTimestamp() {
        return minTimestamp;
    }

    public long maxTimestamp() {
        return maxTimestamp;
    }

    public int tailBytes() {
        return tail == null ? 0 : tail.size();
    }
}
