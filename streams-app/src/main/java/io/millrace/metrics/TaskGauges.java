package io.millrace.metrics;

/**
 * What one partition holds at the moment.
 *
 * @param watermark epoch milliseconds, or {@link #NONE}
 * @param oldestOpenedAt when the longest-open batch was opened, wall clock in epoch milliseconds, or {@link #NONE}
 */
public record TaskGauges(int openBatches, long bufferedBytes, long watermark, long oldestOpenedAt) {
    /** There is no such time yet. */
    public static final long NONE = Long.MIN_VALUE;
}
