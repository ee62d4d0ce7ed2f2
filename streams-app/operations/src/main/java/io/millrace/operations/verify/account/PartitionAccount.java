// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.verify.account;

import java.util.List;

/** What became of the events of one source partition, as far as the topics show. */
final class PartitionAccount {
    final OffsetSet produced = new OffsetSet();
    final OffsetSet deadLettered = new OffsetSet();
    final OffsetSet late = new OffsetSet();
    final OffsetSet routed = new OffsetSet();
    final OffsetSet dropped = new OffsetSet();
    final OffsetSet duplicates = new OffsetSet();
    private final ContentSums contents = new ContentSums();
    private final OffsetSet batched = new OffsetSet();
    private final OffsetSet inTwoBatches = new OffsetSet();

    /** The offset from which on nothing is expected to have got anywhere yet. */
    private final long horizon;

    /** The first offset the source still holds. */
    private long beginning;
    /** The offset after the last one that read_committed consumers see. */
    private long end;
    /** The offset after the last one, committed or not. */
    private long uncommittedEnd;
    /** Whether a sink topic has removed records of the partition by its retention. */
    private boolean sinkRemoved;

    PartitionAccount(long horizon) {
        this.horizon = horizon;
    }

    void produced(long offset, long content) {
        if (produced.add(offset)) {
            contents.produced(offset, content);
        }
    }

    /** Called for the events of each batch once. */
    void batched(long offset, long content) {
        boolean isFirst = !isTold(offset);
        if (!batched.add(offset)) {
            inTwoBatches.add(offset);
        } else if (isFirst) {
            contents.told(offset, content);
        }
    }

    void deadLettered(long offset, long content) {
        tell(deadLettered, offset, content);
    }

    void routed(long offset, long content) {
        tell(routed, offset, content);
    }

    void dropped(long offset, long content) {
        tell(dropped, offset, content);
    }

    void duplicate(long offset, long content) {
        tell(duplicates, offset, content);
    }

    private void tell(OffsetSet where, long offset, long content) {
        if (!isTold(offset)) {
            contents.told(offset, content);
        }
        where.add(offset);
    }

    private boolean isTold(long offset) {
        return batched.has(offset)
                || deadLettered.has(offset)
                || routed.has(offset)
                || dropped.has(offset)
                || duplicates.has(offset);
    }

    /** Complete blocks of offsets with an event that differs on the source topic. */
    List<OffsetRange> altered() {
        return contents.differences(produced, told());
    }

    OffsetSet batched() {
        return batched;
    }

    /** The source's offsets now. */
    void source(long first, long afterLast, long afterUncommitted) {
        beginning = first;
        end = afterLast;
        uncommittedEnd = afterUncommitted;
    }

    void sinkBegins(long offset) {
        sinkRemoved |= offset > 0;
    }

    boolean sinkRemoved() {
        return sinkRemoved;
    }

    /** Known to be somewhere, or to have been dropped. */
    OffsetSet told() {
        return batched.plus(deadLettered).plus(routed).plus(dropped).plus(duplicates);
    }

    /** In two batches, or in two kinds of places. */
    OffsetSet twice() {
        OffsetSet twice = inTwoBatches;
        OffsetSet before = batched;
        for (OffsetSet next : List.of(deadLettered, routed, dropped, duplicates)) {
            twice = twice.plus(before.and(next));
            before = before.plus(next);
        }
        return twice;
    }

    long beginning() {
        return beginning;
    }

    /** Those of {@code offsets} that are to have got to their place. */
    OffsetSet due(OffsetSet offsets) {
        return offsets.below(horizon);
    }

    /** At least the offset after what was read. */
    long end() {
        return produced.isEmpty() ? Math.max(beginning, end) : Math.max(end, produced.last() + 1);
    }

    long uncommittedEnd() {
        return Math.max(end(), uncommittedEnd);
    }

    /** Those that read_committed consumers do not see yet, and should; null when there are none. */
    OffsetRange behindOpenTransaction() {
        return uncommittedEnd > end() ? new OffsetRange(end(), uncommittedEnd - 1).below(horizon) : null;
    }

    /** Offsets within what the source still has, but without a committed event. */
    boolean hasVisibleHoles() {
        long reach = end() - beginning;
        return reach > 0 && produced.sizeIn(new OffsetRange(beginning, end() - 1)) < reach;
    }

    /** Whether it matters how the source topic is cleaned up. */
    boolean hasLostAny() {
        return beginning > 0 || hasVisibleHoles();
    }
}
