// SPDX-License-Identifier: Apache-2.0
package io.millrace.batch.state;

import java.util.List;

/**
 * Which records of the state a marker builds on: those of its own life up to itself, and those of the lives before that it
 * took over.
 *
 * @param own the drain that wrote the marker
 * @param openChunks the sum of {@link ChunkKey#digest} over all chunks of open batches; only when just these are there, a
 *     marker counts
 * @param inherited the last drain that counts of each life before
 */
record Lineage(DrainId own, long openChunks, List<DrainId> inherited) {
    Lineage {
        inherited = List.copyOf(inherited);
    }

    boolean includes(DrainId drain) {
        return isUpTo(drain, own) || inherited.stream().anyMatch(last -> isUpTo(drain, last));
    }

    private static boolean isUpTo(DrainId drain, DrainId last) {
        return drain.life() == last.life() && drain.number() <= last.number();
    }
}
