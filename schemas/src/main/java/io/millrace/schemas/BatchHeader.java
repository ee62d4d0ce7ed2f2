// SPDX-License-Identifier: Apache-2.0
package io.millrace.schemas;

import org.apache.kafka.common.utils.Bytes;

/**
 * All of an EventBatch but its events; the fields are those of {@code EventBatch.avsc}, in its order. Partition and offsets are
 * those that the batch was read from, which tell it from all others; each event says itself where it comes from.
 *
 * @param groupKey null when the pipeline does not group
 * @param schemaId null when the format is JSON
 */
public record BatchHeader(
        String batchId,
        String pipeline,
        String sourceTopic,
        int sourcePartition,
        long firstOffset,
        long lastOffset,
        long windowStart,
        long windowEnd,
        Bytes groupKey,
        PayloadFormat format,
        Integer schemaId,
        CloseReason closeReason,
        int eventCount,
        long payloadBytes,
        long minTimestamp,
        long maxTimestamp) {
    private static final String REDRIVEN = "redriven-";

    /** The id that a batch with these coordinates always has: since it includes the last offset, no re-cut batch collides. */
    public static String batchId(String sourceTopic, int sourcePartition, long firstOffset, long lastOffset) {
        return sourceTopic + '-' + sourcePartition + '-' + firstOffset + '-' + lastOffset;
    }

    /**
     * The id of the batch that brings one refused event to its sink once more. It differs with each attempt, and from the ids of all
     * batches of the stream: a sink may have noted those as done.
     */
    public static String redrivenId(int attempts, String sourceTopic, int sourcePartition, long offset) {
        return REDRIVEN + attempts + '-' + batchId(sourceTopic, sourcePartition, offset, offset);
    }

    /** Whether the id is a {@link #redrivenId}. */
    public boolean isRedriven() {
        return batchId.startsWith(REDRIVEN)
                && batchId.endsWith('-' + batchId(sourceTopic, sourcePartition, firstOffset, lastOffset));
    }

    /** The source partition in {@code batchId}. */
    public static int sourcePartition(String batchId) {
        int last = batchId.lastIndexOf('-');
        int first = batchId.lastIndexOf('-', last - 1);
        int partition = batchId.lastIndexOf('-', first - 1);
        return Integer.parseInt(batchId.substring(partition + 1, first));
    }
}
