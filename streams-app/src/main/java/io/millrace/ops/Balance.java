package io.millrace.ops;

import java.util.List;

/**
 * The account of one pipeline, in events unless it says otherwise.
 *
 * @param produced on the source topic
 * @param batched distinct ones in batches
 * @param deadLettered distinct ones that a stage of the stream dead-lettered
 * @param late of those, the ones dead-lettered as LATE
 * @param batches distinct batches
 * @param repeatedBatches batch records that repeat an earlier one; at-least-once may do that
 * @param twice in two different batches, or in a batch and a dead letter
 * @param missing produced, but neither batched nor dead-lettered
 * @param unknown batched or dead-lettered, but never produced
 * @param truncated batched or dead-lettered, and no longer on the source topic: not checked
 * @param foreign records on the sink or dead-letter topic that are not this pipeline's
 * @param sinkDeadLettered in batches that a sink dead-lettered and that no object holds
 * @param delivery null when there is no bucket to look into
 * @param missingAt where, by partition
 * @param twiceAt where, by partition
 */
public record Balance(
        long produced,
        long batched,
        long deadLettered,
        long late,
        long batches,
        long repeatedBatches,
        long twice,
        long missing,
        long unknown,
        long truncated,
        long foreign,
        long sinkDeadLettered,
        Delivery delivery,
        List<Gap> missingAt,
        List<Gap> twiceAt) {
    public Balance {
        missingAt = List.copyOf(missingAt);
        twiceAt = List.copyOf(twiceAt);
    }

    /** Whether every event has exactly one place, and every batch is where it was to go. */
    public boolean conserved() {
        return missing == 0 && twice == 0 && unknown == 0 && allDelivered();
    }

    private boolean allDelivered() {
        return delivery == null || delivery.delivered() + sinkDeadLettered == batched;
    }
}
