package io.millrace.batch;

import io.millrace.batch.state.OpenBatch;
import io.millrace.config.PipelineConfig;

/** When a batch closes. Pure arithmetic; times in epoch milliseconds. */
public final class ClosingRules {
    private final long graceMs;
    private final long maxAgeMs;
    private final int maxEvents;
    private final int maxEventBytes;

    /** {@code overheadBytes}: what a batch takes beside its events. */
    ClosingRules(PipelineConfig pipeline, int overheadBytes) {
        graceMs = pipeline.graceMs();
        maxAgeMs = pipeline.maxAgeMs();
        maxEvents = pipeline.batchMaxEvents();
        maxEventBytes = pipeline.batchMaxBytes() - overheadBytes;
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

    /** The wall-clock time at which a batch opened at {@code openedAt} is too old. */
    long ages(long openedAt) {
        return openedAt + maxAgeMs;
    }

    boolean isFull(int events) {
        return events >= maxEvents;
    }

    /** Whether events of so many encoded bytes fit one batch. */
    boolean fits(long encodedBytes) {
        return encodedBytes <= maxEventBytes;
    }

    int maxEventBytes() {
        return maxEventBytes;
    }
}
