// SPDX-License-Identifier: Apache-2.0
package io.millrace.batch.state;

/**
 * Which chunk: wherever it lies, and however often it is copied.
 *
 * @param firstOffset of the batch
 * @param index from 0 on
 * @param drain that wrote it first
 */
public record ChunkKey(long firstOffset, int index, DrainId drain) {
    /** Tells this key from others in a sum of several. */
    public long digest() {
        return Digest.of(firstOffset + Digest.of(index + Digest.of(drain.life() + Digest.of(drain.number()))));
    }
}
