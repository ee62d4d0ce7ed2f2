// SPDX-License-Identifier: Apache-2.0
package io.millrace.batch.state;

import io.millrace.schemas.CloseReason;

/**
 * A batch that was sent to the sink topic, for as long as a crash could undo that.
 *
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
}
