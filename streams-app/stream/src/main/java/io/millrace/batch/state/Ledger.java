// SPDX-License-Identifier: Apache-2.0
package io.millrace.batch.state;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * The batches that were sent but whose chunks are still in the store. They go in two steps: a drain names them in its
 * marker, and the next drain, which only comes when the producer flush between the two has acknowledged them, deletes
 * their chunks.
 */
public final class Ledger {
    /** What a batch takes in a marker, at most, without the names in its key. */
    private static final int NAMED_BYTES = 53;

    private List<EmittedBatch> sinceDrain = new ArrayList<>();
    private long bytesSinceDrain;
    private List<EmittedBatch> acknowledgedByNext = new ArrayList<>();
    private final Set<Long> settled = new HashSet<>();

    public void add(EmittedBatch batch) {
        sinceDrain.add(batch);
        bytesSinceDrain += NAMED_BYTES + batch.key().nameBytes();
    }

    /** Sent in an earlier life, and known to be through. */
    public void settled(EmittedBatch batch) {
        acknowledgedByNext.add(batch);
        if (batch.stored()) {
            settled.add(batch.firstOffset());
        }
    }

    /**
     * Whether a batch of an earlier life that started at this offset still has chunks in the store: they must go before
     * another batch may start there, as one does when events are read once more.
     */
    public boolean isInTheWay(long firstOffset) {
        return !settled.isEmpty()
                && settled.remove(firstOffset)
                && acknowledgedByNext.removeIf(batch -> batch.firstOffset() == firstOffset);
    }

    public boolean isEmpty() {
        return sinceDrain.isEmpty() && acknowledgedByNext.isEmpty();
    }

    public List<EmittedBatch> sinceDrain() {
        return sinceDrain;
    }

    /** What naming them takes in a marker, at most. */
    public long bytesSinceDrain() {
        return bytesSinceDrain;
    }

    /** Starts a drain: deletes what the last one named. */
    public void drain(LongConsumer deleteChunks) {
        for (EmittedBatch batch : acknowledgedByNext) {
            if (batch.stored()) {
                deleteChunks.accept(batch.firstOffset());
            }
        }
        settled.clear();
        acknowledgedByNext = sinceDrain;
        sinceDrain = new ArrayList<>();
        bytesSinceDrain = 0;
    }

    /** What the last drain named; after the work that followed it, acknowledged. */
    public List<EmittedBatch> named() {
        return acknowledgedByNext;
    }

    public void clear() {
        sinceDrain.clear();
        bytesSinceDrain = 0;
        acknowledgedByNext.clear();
        settled.clear();
    }
}
