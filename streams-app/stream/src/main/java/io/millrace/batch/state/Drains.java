// SPDX-License-Identifier: Apache-2.0
package io.millrace.batch.state;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;

/**
 * The drains of this life, in their order: the next one's number, what its marker says it builds on, and what it makes
 * worthless. A drain comes only when the one before it was flushed, which is how that one is known to have arrived.
 */
public final class Drains {
    private long life;
    private long number;
    private long openChunks;
    private List<DrainId> inherited = List.of();
    /** Replaced by the last drain, which is flushed when the next one comes. */
    private List<Bytes> replaced = List.of();
    /** Replaced by the drain to come. */
    private List<Bytes> replacedByNext = new ArrayList<>();

    /** A new life over {@code stored}; it is younger than all lives before, whose clock was not far ahead. */
    public void begin(StoredState stored, long beganAt) {
        forget();
        life = Math.max(stored.newestLife() + 1, beganAt);
        inherited = stored.lives();
        replacedByNext.addAll(stored.strays());
        replacedByNext.addAll(stored.markers());
    }

    /** The drain that is being written. */
    public DrainId next() {
        return new DrainId(life, number + 1);
    }

    /** Chunks with this sum of digests are those of a batch that is open. */
    public void added(long chunksDigest) {
        openChunks += chunksDigest;
    }

    /** An open batch was sent; markers name it from now on, and do not count its chunks. */
    public void sent(OpenBatch batch) {
        openChunks -= batch.chunksDigest;
    }

    /** What the marker of the drain being written builds on. */
    public Checkpoint.Lineage lineage(Chunks chunks) {
        return new Checkpoint.Lineage(chunks.end(), chunks.base(), openChunks, inherited);
    }

    /** The keys that are of no use to anybody, now that the last drain is known to have arrived. Told once. */
    public List<Bytes> worthless() {
        List<Bytes> keys = replaced;
        replaced = List.of();
        return keys;
    }

    /** The drain being written makes the records of these keys worthless. */
    public void replaced(List<Bytes> keys) {
        replacedByNext.addAll(keys);
    }

    /** An early drain is over, and will be flushed together with the next. */
    public void spilled(Bytes marker) {
        number++;
        replacedByNext.add(marker);
    }

    /** A drain is over; nothing else of this life is written until it is flushed. */
    public void drained(Bytes marker) {
        number++;
        replaced = replacedByNext;
        replacedByNext = new ArrayList<>(List.of(marker));
    }

    public void forget() {
        number = 0;
        openChunks = 0;
        inherited = List.of();
        replaced = List.of();
        replacedByNext = new ArrayList<>();
    }
}
