package io.millrace.ops;

/** What became of the events of one source partition. */
final class PartitionAccount {
    final OffsetSet produced = new OffsetSet();
    final OffsetSet deadLettered = new OffsetSet();
    final OffsetSet late = new OffsetSet();
    private final OffsetSet batched = new OffsetSet();
    private final OffsetSet inTwoBatches = new OffsetSet();

    /** The first offset the source still holds: what lies before it can no longer be checked. */
    long beginning;

    /** Called for the events of each batch once. */
    void batched(long offset) {
        if (!batched.add(offset)) {
            inTwoBatches.add(offset);
        }
    }

    long batched() {
        return batched.size();
    }

    /** Produced, but neither batched nor dead-lettered. */
    OffsetSet missing() {
        return produced.minus(batched).minus(deadLettered);
    }

    /** In two batches, or in a batch and a dead letter. */
    OffsetSet twice() {
        return inTwoBatches.plus(batched.and(deadLettered));
    }

    /** Batched or dead-lettered, although the source ought to hold it and does not. */
    long unknown() {
        OffsetSet notInSource = notInSource();
        return notInSource.size() - notInSource.sizeBelow(beginning);
    }

    /** Batched or dead-lettered, and removed from the source since, by its retention. */
    long truncated() {
        return notInSource().sizeBelow(beginning);
    }

    private OffsetSet notInSource() {
        return batched.minus(produced).plus(deadLettered.minus(produced));
    }
}
