// SPDX-License-Identifier: Apache-2.0
package io.millrace.batch.state;

import io.millrace.schemas.AvroBuffer;
import io.millrace.schemas.AvroCursor;
import io.millrace.schemas.MalformedAvroException;

/**
 * The bytes of a segment: its version, then what happened, in that order. {@code 1 firstOffset index life drain length chunk} is a chunk,
 * {@code 0 firstOffset} says that all chunks before it of that batch are deleted; numbers as Avro writes them.
 */
final class SegmentBytes {
    private static final int DELETED = 0;
    private static final int CHUNK = 1;

    private final AvroBuffer out = new AvroBuffer(64 * 1024);
    private final AvroBuffer facts = new AvroBuffer(128);

    /** Who is told what a segment says, in its order. */
    interface Visitor {
        /** The chunk lies at {@code from} in the segment, in {@code length} bytes. */
        void chunk(ChunkKey key, int from, int length);

        /** All chunks before of the batch that starts there. */
        void deleted(long firstOffset);
    }

    static void read(byte[] segment, Visitor visitor) {
        AvroCursor in = new AvroCursor().over(segment, 0, segment.length);
        try {
            StateVersion.require(in.readLong(), "segment");
            while (!in.atEnd()) {
                if (in.readIndex(2) == DELETED) {
                    visitor.deleted(in.readLong());
                } else {
                    ChunkKey key = new ChunkKey(in.readLong(), in.readInt(), new DrainId(in.readLong(), in.readLong()));
                    int length = in.readLength();
                    visitor.chunk(key, in.position(), length);
                    in.skip(length);
                }
            }
        } catch (MalformedAvroException e) {
            throw new IllegalStateException("A stored segment is damaged", e);
        }
    }

    void begin() {
        out.clear();
        out.writeLong(StateVersion.CURRENT);
    }

    /** Returns where the chunk begins. */
    int chunk(ChunkKey key, Chunk chunk) {
        facts.clear();
        chunk.writeFacts(facts);
        header(key, facts.size() + chunk.length());
        int from = out.size();
        out.writeRaw(facts.bytes(), 0, facts.size());
        out.writeRaw(chunk.bytes(), chunk.from(), chunk.length());
        return from;
    }

    /** Takes a chunk as another segment has it. Returns where it begins. */
    int copy(ChunkKey key, byte[] segment, int from, int length) {
        header(key, length);
        int copied = out.size();
        out.writeRaw(segment, from, length);
        return copied;
    }

    private void header(ChunkKey key, int length) {
        out.writeLong(CHUNK);
        out.writeLong(key.firstOffset());
        out.writeLong(key.index());
        out.writeLong(key.drain().life());
        out.writeLong(key.drain().number());
        out.writeLong(length);
    }

    void deleted(long firstOffset) {
        out.writeLong(DELETED);
        out.writeLong(firstOffset);
    }

    int size() {
        return out.size();
    }

    byte[] finish() {
        return out.toByteArray();
    }
}
