// SPDX-License-Identifier: Apache-2.0
package io.millrace.batch;

import io.millrace.batch.state.OpenBatch;
import io.millrace.config.PipelineConfig;
import io.millrace.schemas.CloseReason;

/** When a batch closes, and which events still join it. Pure arithmetic; times in epoch milliseconds. */
final class ClosingRules {
    private final long graceMs;
    private final long maxAgeMs;
    private final int maxEvents;
    private final int maxEventBytes;

    ClosingRules(PipelineConfig pipeline) {
        graceMs = pipeline.graceMs();
        maxAgeMs = pipeline.maxAgeMs();
        maxEvents = pipeline.batchMaxEvents();
        maxEventBytes = pipeline.maxEventBytes();
    }

    /**
     * Why the batch closes now, or null: it stays open. To be asked before an event joins it and after one has, when the watermark
     * has moved on, and now and then while nothing comes.
     *
     * @param nextBytes what the event that is about to join it takes encoded; 0 when there is none
     * @param watermark of the partition
     * @param now by the wall clock
     * @param mustGo whether the heap is short of room for all that are open, and this one is the oldest
     */
    CloseReason reason(OpenBatch batch, long nextBytes, long watermark, long now, boolean mustGo) {
        if (batch.events() >= maxEvents) {
            return CloseReason.EVENTS;
        }
        if (!fits(batch.encodedBytes() + nextBytes)) {
            return CloseReason.BYTES;
        }
        if (watermark >= batch.closesAt) {
            return CloseReason.WINDOW;
        }
        if (now >= batch.openedAt + maxAgeMs) {
            return CloseReason.AGE;
        }
        return mustGo ? CloseReason.HEAP : null;
    }

    /** The watermark at which the window is closed. */
    long windowCloses(long windowEnd) {
        return windowEnd + graceMs;
    }

    /**
     * The watermark that closes a batch opened now: of a window that has closed already, none does, so that late events
     * gather until count, bytes or age close their batch.
     */
    long batchCloses(long windowEnd, long watermark) {
        long closes = windowCloses(windowEnd);
        return watermark >= closes ? OpenBatch.NEVER : closes;
    }

    boolean isLate(long windowEnd, long watermark) {
        return watermark >= windowCloses(windowEnd);
    }

    /** Whether an event of {@code nextBytes} does not fit into the batch any more. */
    boolean isFull(OpenBatch batch, long nextBytes) {
        return batch.events() >= maxEvents || !fits(batch.encodedBytes() + nextBytes);
    }

    /** Whether events of so many encoded bytes fit one batch. */
    boolean fits(long encodedBytes) {
        return encodedBytes <= maxEventBytes;
    }

    int maxEventBytes() {
        return maxEventBytes;
    }
}
