// SPDX-License-Identifier: Apache-2.0
package io.millrace.metrics;

/**
 * What one partition holds at the moment.
 *
 * @param watermark epoch milliseconds, or {@link #NONE}
 * @param oldestOpenMs how long the oldest open batch had been open, or {@link #NONE}
 * @param shownAtNanos when that was, by {@link System#nanoTime}
 */
public record TaskGauges(int openBatches, long bufferedBytes, long watermark, long oldestOpenMs, long shownAtNanos) {
    /** There is no such time yet. */
    public static final long NONE = Long.MIN_VALUE;
}
