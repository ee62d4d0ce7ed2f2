// SPDX-License-Identifier: Apache-2.0
package io.millrace.batch;

import io.millrace.batch.state.BatchKey;
import io.millrace.batch.state.Digest;
import io.millrace.batch.state.EmittedBatch;
import io.millrace.batch.state.EmittedBatch.Proof;
import io.millrace.batch.state.OpenBatch;
import io.millrace.schemas.CloseReason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * After a start: was the last drain committed? Without transactions the state can be durable before the output is, so the
 * batches that the last marker names are in doubt until the first event tells. Above the marker's offset, the commit had
 * gone through and they are done. At or below it, it had not: they are open again with the bounds they had, and every
 * replayed event joins the one it belongs to unless its chunks hold it already. A marker that became durable together
 * with the offsets leaves no doubt. Sends nothing itself: it returns what the caller has to send again.
 */
final class Recovery {
    /** No replay: every offset is new. */
    private static final long NOTHING = -1;

    private final Map<BatchKey, TreeMap<Long, ReplayedBatch>> ranges = new HashMap<>();
    private List<ReplayedBatch> doubtful = new ArrayList<>();
    private long slowUpTo = NOTHING;
    private long replayUpTo = NOTHING;
    private boolean decided = true;

    /** A start; {@code inDoubt} is empty after a marker that became durable together with the offsets, and without one. */
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

    /** The batches in doubt are open again from {@code firstOffset} on. Returns the complete ones, to be sent at once. */
    List<ReplayedBatch> replay(long firstOffset) {
        decided = true;
        slowUpTo = replayUpTo;
        for (ReplayedBatch batch : doubtful) {
            batch.settled = batch.isDeleted(firstOffset);
            cover(batch);
        }
        return take(ReplayedBatch::isComplete);
    }

    /**
     * Returns, to be sent, the batches for which no offset will ever tell, because no event was processed between their sending and the
     * marker. Their chunks hold all of them, so they come out the same; where chunks are missing, a later drain had begun
     * to delete them, and that says the batch was acknowledged.
     */
    List<ReplayedBatch> unprovable() {
        return take(batch -> batch.sent().proof() == Proof.NONE && batch.isComplete());
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

    /** An event has joined the batch. Returns it, to be sent, when that was the last one it missed. */
    List<ReplayedBatch> joined(ReplayedBatch batch) {
        return batch.isComplete() ? take(batch) : List.of();
    }

    /**
     * The batch cannot come out as it was: what is at hand is returned, to be sent under an id of its own. What it still missed is
     * among the events of its key from {@code offset} up to its end, nobody can tell where, so all of them go into a batch of
     * their own. Open batches do not have them, though they may have later ones.
     */
    List<ReplayedBatch> cut(ReplayedBatch batch, long offset) {
        ranges.get(batch.sent().key()).remove(batch.sent().firstOffset());
        List<ReplayedBatch> taken = take(batch);
        ReplayedBatch rest = ReplayedBatch.rest(batch.sent(), offset);
        doubtful.add(rest);
        cover(rest);
        return batch.content.events() > 0 ? taken : List.of();
    }

    /**
     * The replay is over. Returns what the source no longer completes, to be sent as it is, so that nothing of it is lost; the others
     * had been {@link #committed}.
     */
    List<ReplayedBatch> cutShort() {
        return take(batch -> !batch.settled && batch.isCutShort());
    }

    private List<ReplayedBatch> take(ReplayedBatch batch) {
        batch.settled = true;
        doubtful.remove(batch);
        return List.of(batch);
    }

    private List<ReplayedBatch> take(Predicate<ReplayedBatch> which) {
        if (doubtful.isEmpty()) {
            return List.of();
        }
        List<ReplayedBatch> taken = doubtful.stream().filter(which).toList();
        taken.forEach(batch -> batch.settled = true);
        doubtful.removeAll(new HashSet<>(taken));
        return taken;
    }

    private void end() {
        decided = true;
        slowUpTo = NOTHING;
        replayUpTo = NOTHING;
        doubtful = new ArrayList<>();
        ranges.clear();
    }

    /** Batches that were not sent again yet. */
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

    /** A batch that an earlier life sent, perhaps in vain: its bounds, and what of it is at hand. */
    static final class ReplayedBatch {
        final OpenBatch content;
        private final EmittedBatch sent;
        /** Sent again, or never to be sent again. */
        boolean settled;

        ReplayedBatch(EmittedBatch sent, OpenBatch content) {
            this.sent = sent;
            this.content = content;
        }

        /** What follows {@code sent} up to its last offset, from {@code offset} on: how many events, nobody knows. */
        static ReplayedBatch rest(EmittedBatch sent, long offset) {
            EmittedBatch rest =
                    new EmittedBatch(sent.key(), offset, sent.lastOffset(), 0, 0, sent.reason(), false, Proof.OFFSETS);
            return new ReplayedBatch(rest, OpenBatch.reopened(rest));
        }

        boolean isRest() {
            return sent.events() == 0;
        }

        /** With what of it is in the store by now. */
        EmittedBatch sent() {
            return sent.with(content.chunks > 0);
        }

        CloseReason reason() {
            return sent.reason();
        }

        boolean covers(long offset) {
            return offset >= sent.firstOffset() && offset <= sent.lastOffset();
        }

        /** Whether all of it is at hand. Where chunks are missing, a drain had begun to delete them. */
        boolean isComplete() {
            if (isRest()) {
                return content.lastOffset() == sent.lastOffset() && content.events() > 0;
            }
            return content.events() == sent.events() && content.digest() == sent.digest();
        }

        /**
         * Whether the event at {@code offset} may be one of it, as far as the number of events and, for the last one, their digest
         * can tell. Where it is not, others came before it that were not either: batches that had settled long ago, between
         * whose events this one had taken its own.
         */
        boolean mayHold(long offset) {
            int missing = sent.events() - content.events();
            return isRest() || missing > 1 || (missing == 1 && content.digest() + Digest.of(offset) == sent.digest());
        }

        /** Whether its beginning is neither at hand nor will it come: chunks are only deleted of what was acknowledged. */
        boolean isDeleted(long firstOffset) {
            return content.chunks == 0 && sent.firstOffset() < firstOffset;
        }

        /**
         * Whether what is at hand ends before the batch did, because the source no longer has the rest. Anything else that is
         * incomplete misses chunks in its midst, and those are only deleted of batches that were acknowledged.
         */
        boolean isCutShort() {
            return content.events() > 0 && content.lastOffset() < sent.lastOffset();
        }
    }
}
