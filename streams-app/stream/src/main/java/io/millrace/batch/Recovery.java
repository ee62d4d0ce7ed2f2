package io.millrace.batch;

import io.millrace.batch.state.BatchKey;
import io.millrace.batch.state.EmittedBatch;
import io.millrace.batch.state.OpenBatch;
import io.millrace.batch.state.Proof;
import io.millrace.schemas.CloseReason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * After a start: was the last drain committed? Without transactions the state can be durable before the output is, so the
 * batches that the last marker names are in doubt until the first event tells. Above the marker's offset, the commit had
 * gone through and they are done. At or below it, it had not: they are open again with the bounds they had, and every
 * replayed event joins the one it belongs to unless its chunks hold it already. A marker that became durable together
 * with the offsets leaves no doubt.
 */
public final class Recovery {
    /** No replay: every offset is new. */
    private static final long NOTHING = -1;

    private final BiConsumer<OpenBatch, CloseReason> emit;
    private final Map<BatchKey, TreeMap<Long, ReplayedBatch>> ranges = new HashMap<>();
    private List<ReplayedBatch> doubtful = new ArrayList<>();
    private long slowUpTo = NOTHING;
    private long replayUpTo = NOTHING;
    private boolean decided = true;

    Recovery(BiConsumer<OpenBatch, CloseReason> emit) {
        this.emit = emit;
    }

    /** A start from a marker that was not transactional. */
    void begin(long processedUpTo, List<ReplayedBatch> inDoubt) {
        decided = false;
        replayUpTo = processedUpTo;
        slowUpTo = Long.MAX_VALUE;
        doubtful = new ArrayList<>(inDoubt);
    }

    /** Offsets up to this one must be asked about; −1 once recovery is over. */
    long slowUpTo() {
        return slowUpTo;
    }

    boolean isDecided() {
        return decided;
    }

    /** Whether every event from now on is a new one. */
    boolean isOver() {
        return slowUpTo == NOTHING;
    }

    /** Whether the commit of the last marker had gone through, now that {@code firstOffset} is the first one read. */
    boolean wasCommitted(long firstOffset) {
        return firstOffset > replayUpTo;
    }

    /** The batches in doubt are done; what of them is on the heap is the caller's to give back. */
    List<ReplayedBatch> committed() {
        List<ReplayedBatch> done = doubtful;
        end();
        return done;
    }

    /** The batches in doubt are open again from {@code firstOffset} on; the complete ones are sent at once. */
    void replay(long firstOffset) {
        decided = true;
        slowUpTo = replayUpTo;
        for (ReplayedBatch batch : doubtful) {
            batch.settled = batch.isDeleted(firstOffset);
            cover(batch);
        }
        for (ReplayedBatch batch : List.copyOf(doubtful)) {
            if (batch.isComplete()) {
                send(batch);
            }
        }
    }

    /**
     * Sends the batches for which no offset will ever tell, because no event was processed between their sending and the
     * marker. Their chunks hold all of them, so they come out the same; where chunks are missing, a later drain had begun
     * to delete them, and that says the batch was acknowledged.
     */
    void sendUnprovable() {
        for (ReplayedBatch batch : List.copyOf(doubtful)) {
            if (batch.sent().proof() == Proof.NONE && batch.isComplete()) {
                send(batch);
            }
        }
    }

    /** A batch was sent by this life while a replay is possible: its events must not join another. */
    void sent(OpenBatch batch, EmittedBatch sent) {
        if (slowUpTo != NOTHING) {
            ReplayedBatch done = new ReplayedBatch(sent, batch);
            done.settled = true;
            cover(done);
        }
    }

    /**
     * The batch that the replayed event belongs to, or null when it belongs to none that was sent. Where one lies within
     * another, it is the inner one: what was in doubt came first, and the other took the events around it.
     */
    ReplayedBatch find(BatchKey key, long offset) {
        TreeMap<Long, ReplayedBatch> ofKey = ranges.get(key);
        if (ofKey == null) {
            return null;
        }
        for (ReplayedBatch batch : ofKey.headMap(offset, true).descendingMap().values()) {
            if (batch.covers(offset)) {
                return batch;
            }
        }
        return null;
    }

    /**
     * The batch cannot come out as it was: what is at hand goes out under an id of its own, and what follows is treated like
     * any other event.
     */
    void dissolve(ReplayedBatch batch) {
        ranges.get(batch.sent().key()).remove(batch.sent().firstOffset());
        if (batch.content.events() > 0) {
            send(batch);
        } else {
            doubtful.remove(batch);
        }
    }

    void send(ReplayedBatch batch) {
        batch.settled = true;
        doubtful.remove(batch);
        emit.accept(batch.content, batch.sent().reason());
    }

    /**
     * The replay is over: what the source no longer completes goes out as it is, so that nothing of it is lost. The others
     * had been acknowledged, and are returned.
     */
    List<ReplayedBatch> finish() {
        for (ReplayedBatch batch : List.copyOf(doubtful)) {
            if (!batch.settled && batch.isCutShort()) {
                send(batch);
            }
        }
        return committed();
    }

    private void end() {
        decided = true;
        slowUpTo = NOTHING;
        replayUpTo = NOTHING;
        doubtful = new ArrayList<>();
        ranges.clear();
    }

    /** ReplayedBatch batches that were not sent again yet. */
    List<ReplayedBatch> doubtful() {
        return doubtful;
    }

    void clear() {
        end();
    }

    private void cover(ReplayedBatch batch) {
        ranges.computeIfAbsent(batch.sent().key(), key -> new TreeMap<>())
                .put(batch.sent().firstOffset(), batch);
    }
}
