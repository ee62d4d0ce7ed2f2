// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.verify.account;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Goes over the offsets of one partition and gives the standing of each one that is not plainly in exactly one place. What the
 * source still holds is known event by event; before its beginning there is only the evidence of batches, dead letters and objects,
 * and what is between them is judged by what the rest of the topic looks like.
 */
final class Reckoning {
    private final PartitionAccount account;
    private final History history;
    private final RemovedBatches removed;
    private final OffsetSet told;
    private final OffsetSet known;
    private final Map<Standing, Figures> found = new EnumMap<>(Standing.class);

    /** Some offsets with the same standing. */
    static final class Figures {
        final List<OffsetRange> ranges = new ArrayList<>();
        long events;
    }

    /** {@code objects} are those of the partition whose batches are no longer on the topic. */
    Reckoning(PartitionAccount account, History history, List<RemovedBatch> objects) {
        this.account = account;
        this.history = history;
        told = account.told();
        removed = new RemovedBatches(objects, told, account.end());
        known = told.plus(removed.exact());
    }

    /** By standing, worst first; a standing that no offset has is left out. */
    Map<Standing, Figures> reckon() {
        note(Standing.TWICE, account.twice());
        present();
        gone();
        spans();
        contradictions();
        note(Standing.BATCH_REMOVED, removed.exact());
        OffsetRange hidden = account.behindOpenTransaction();
        if (hidden != null) {
            note(Standing.BEHIND_OPEN_TRANSACTION, hidden.size(), hidden);
        }
        return found;
    }

    /** What is on the source topic, and what is said to have been there. */
    private void present() {
        OffsetSet open = account.due(removed.outsideSpans(account.produced.minus(known)));
        // Retention removes the oldest outputs: what follows the last known one was not among them.
        OffsetSet doubtful = areOutputsLost() ? open.below(afterLastKnown()) : new OffsetSet();
        note(Standing.OUTPUT_REMOVED, doubtful);
        note(account.sinkRemoved() ? Standing.UNDELIVERED : Standing.MISSING, open.minus(doubtful));
        OffsetSet unseen = told.minus(account.produced);
        OffsetSet within = unseen.below(account.uncommittedEnd());
        OffsetSet truncated = unseen.below(Math.min(account.beginning(), account.end()));
        note(Standing.TRUNCATED, truncated);
        for (OffsetRange block : account.altered()) {
            OffsetRange there =
                    new OffsetRange(Math.max(block.first(), told.first()), Math.min(block.last(), told.last()));
            note(Standing.ALTERED, told.sizeIn(block), there);
        }
        note(history.compacted() ? Standing.COMPACTED : Standing.TAKEN_BACK, within.minus(truncated));
        note(Standing.NEVER_HELD, unseen.minus(within));
    }

    /** What is in nothing known and no longer on the source topic, if it was an event at all. */
    private void gone() {
        OffsetSet there = known.plus(account.produced);
        long end = history.compacted() ? account.end() : account.beginning();
        long first = Math.min(end, firstOf(there));
        if (first > 0) {
            boolean nothing = known.isEmpty() && removed.spans().isEmpty();
            boolean hadOutputs = account.sinkRemoved() || history.othersRemoved();
            boolean asked = !history.fromFirst() || (nothing && hadOutputs);
            note(asked ? Standing.UNTOLD : Standing.NOT_ASKED, first, new OffsetRange(0, first - 1));
        }
        for (OffsetRange hole : removed.outsideSpans(holes(there, first, end))) {
            note(standingOf(hole.size() == 1, hole.first()), hole.size(), hole);
        }
    }

    /** Objects that overlap each other or holes: their numbers of events must add up to what may be in them. */
    private void spans() {
        for (RemovedBatches.Span span : removed.spans()) {
            OffsetRange range = span.range();
            long free = roomIn(range) - known.sizeIn(range);
            long held = Math.min(free, span.events());
            note(Standing.BATCH_REMOVED, held, range);
            note(Standing.CONTRADICTED, span.events() - held, range);
            if (free > held) {
                boolean whole = range.first() >= account.beginning() && !history.compacted();
                // Each transaction has one marker and, unless it was aborted, at least one event.
                note(
                        whole ? Standing.UNDELIVERED : standingOf(free - held <= span.events(), range.first()),
                        free - held,
                        range);
            }
        }
    }

    /** Objects that cannot be of this source topic as it is. */
    private void contradictions() {
        removed.contradicted().forEach(range -> note(Standing.CONTRADICTED, range.size(), range));
        if (!history.compacted()) {
            OffsetSet unseen = removed.exact().minus(account.produced);
            note(Standing.CONTRADICTED, unseen.minus(unseen.below(account.beginning())));
        }
    }

    /** Offsets of {@code range} at which an event is or may have been. */
    private long roomIn(OffsetRange range) {
        OffsetRange below = range.below(history.compacted() ? account.end() : account.beginning());
        if (below == null) {
            return account.produced.sizeIn(range);
        }
        return below.last() == range.last()
                ? range.size()
                : below.size() + account.produced.sizeIn(new OffsetRange(below.last() + 1, range.last()));
    }

    /** For offsets before the beginning that are in nothing known. */
    private Standing standingOf(boolean asMarkersLie, long first) {
        boolean looksPlain = !history.compacted() && !account.hasVisibleHoles() && account.end() > account.beginning();
        if (looksPlain) {
            return areOutputsLost() && first < afterLastKnown() ? Standing.HOLE : Standing.MISSED;
        }
        return asMarkersLie ? Standing.MARKER : Standing.HOLE;
    }

    /** Whether there may have been a batch or a dead letter that has left no trace. */
    private boolean areOutputsLost() {
        return history.othersRemoved() || (account.sinkRemoved() && !history.objectsRead());
    }

    /** The first of {@code offsets}, or of those that objects hold. */
    private long firstOf(OffsetSet offsets) {
        long first = removed.spans().stream()
                .mapToLong(span -> span.range().first())
                .min()
                .orElse(Long.MAX_VALUE);
        return offsets.isEmpty() ? first : Math.min(first, offsets.first());
    }

    private long afterLastKnown() {
        long last = removed.spans().stream()
                .mapToLong(span -> span.range().last())
                .max()
                .orElse(-1);
        last = known.isEmpty() ? last : Math.max(last, known.last());
        return last < 0 ? account.end() : last + 1;
    }

    /** What is not in {@code set}, from {@code from} to before {@code end}. */
    private static List<OffsetRange> holes(OffsetSet set, long from, long end) {
        List<OffsetRange> holes = new ArrayList<>();
        long next = from;
        for (OffsetRange range : set.below(end).ranges()) {
            if (range.first() > next) {
                holes.add(new OffsetRange(next, range.first() - 1));
            }
            next = Math.max(next, range.last() + 1);
        }
        if (next < end) {
            holes.add(new OffsetRange(next, end - 1));
        }
        return holes;
    }

    private void note(Standing standing, OffsetSet offsets) {
        offsets.ranges().forEach(range -> note(standing, range.size(), range));
    }

    private void note(Standing standing, long events, OffsetRange range) {
        if (events > 0) {
            Figures figures = found.computeIfAbsent(standing, fresh -> new Figures());
            figures.events += events;
            figures.ranges.add(range);
        }
    }
}
