// SPDX-License-Identifier: Apache-2.0
package io.millrace.batch.state;

import java.nio.ByteBuffer;
import org.apache.kafka.common.utils.Bytes;

/**
 * Where a chunk lies: {@code 'c' firstOffset(8) index(4) life(8) drain(8)}, big-endian, so that the chunks of a batch come
 * together, oldest first.
 *
 * @param firstOffset of the batch
 * @param index from 0 on
 * @param drain that wrote it
 */
public record ChunkKey(long firstOffset, int index, DrainId drain) {
    private static final byte KIND = 'c';
    private static final int BYTES = 29;
    private static final DrainId LAST = new DrainId(Long.MAX_VALUE, Long.MAX_VALUE);

    Bytes bytes() {
        return Bytes.wrap(ByteBuffer.allocate(BYTES)
                .put(KIND)
                .putLong(firstOffset)
                .putInt(index)
                .putLong(drain.life())
                .putLong(drain.number())
                .array());
    }

    /** Tells this key from others in a sum of several. */
    public long digest() {
        return Digest.of(firstOffset + Digest.of(index + Digest.of(drain.life() + Digest.of(drain.number()))));
    }

    static ChunkKey of(Bytes stored) {
        ByteBuffer key = ByteBuffer.wrap(stored.get(), 1, BYTES - 1);
        return new ChunkKey(key.getLong(), key.getInt(), new DrainId(key.getLong(), key.getLong()));
    }

    /** Not above the key of any chunk of batches that start at {@code firstOffset} or later. */
    static Bytes from(long firstOffset) {
        return new ChunkKey(firstOffset, 0, new DrainId(0, 0)).bytes();
    }

    /** Not below the key of any chunk of batches that start at {@code firstOffset} or earlier. */
    static Bytes upTo(long firstOffset) {
        return new ChunkKey(firstOffset, Integer.MAX_VALUE, LAST).bytes();
    }
}
