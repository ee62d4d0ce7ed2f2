// SPDX-License-Identifier: Apache-2.0
package io.millrace.batch.state;

import io.millrace.schemas.CloseReason;

/**
 * A batch that was sent to the sink topic, for as long as a crash could undo that.
 *
 * @param events 0 for what is left of one that was cut, of which nobody knows how many they were
 * @param digest {@link Digest} of the offsets of its events
 * @param stored whether chunks of it are in the store
 */
public record EmittedBatch(
        BatchKey key,
        long firstOffset,
        long lastOffset,
        int events,
        long digest,
        CloseReason reason,
        boolean stored,
        Proof proof) {

    public EmittedBatch with(Proof newProof) {
        return new EmittedBatch(key, firstOffset, lastOffset, events, digest, reason, stored, newProof);
    }

    public EmittedBatch with(boolean nowStored) {
        return new EmittedBatch(key, firstOffset, lastOffset, events, digest, reason, nowStored, proof);
    }

    /** What, after a crash, tells that a batch had been sent for good. The order is stored and never changes. */
    public enum Proof {
        /** An offset committed past the events of its interval: the producer was flushed before that commit. */
        OFFSETS,
        /** Nothing: no event was processed between the last commit and the one that covers it. */
        NONE,
        /** It is told here: the producer had acknowledged it. */
        ACKNOWLEDGED
    }
}
