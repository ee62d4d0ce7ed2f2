package io.millrace.batch;

import io.millrace.schemas.CloseReason;

/**
 * A batch that was sent to the sink topic, for as long as a crash could undo that.
 *
 * @param digest {@link Digest} of the offsets of its events
 * @param stored whether chunks of it are in the store
 */
record EmittedBatch(
        BatchKey key,
        long firstOffset,
        long lastOffset,
        int events,
        long digest,
        CloseReason reason,
        boolean stored,
        Proof proof) {

    EmittedBatch with(Proof newProof) {
        return new EmittedBatch(key, firstOffset, lastOffset, events, digest, reason, stored, newProof);
    }

    EmittedBatch with(boolean nowStored) {
        return new EmittedBatch(key, firstOffset, lastOffset, events, digest, reason, nowStored, proof);
    }
}
