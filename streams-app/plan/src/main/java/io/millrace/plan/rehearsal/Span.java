// SPDX-License-Identifier: Apache-2.0
package io.millrace.plan.rehearsal;

import io.millrace.config.PipelineConfig;

/**
 * The virtual time of a rehearsal, in epoch milliseconds: it begins at {@code start}, and counts between {@code from} and {@code to},
 * which are whole windows apart wherever that is not too long.
 */
record Span(long start, long from, long to) {
    private static final long MOST_EVENTS = 1_500_000;
    private static final long MOST_TICKS = 1_500_000;
    private static final int LEAST_WINDOWS = 4;
    private static final int LEAST_BATCHES = 60;
    private static final long LEAST_MS = 60_000;
    private static final long SOME_DAY_MS = 1_700_000_000_000L;

    /** Where a window begins. */
    static long start(PipelineConfig pipeline) {
        return SOME_DAY_MS / pipeline.windowMs() * pipeline.windowMs();
    }

    static Span of(PipelineConfig pipeline, double eventsPerSecond, long tickMs, long start) {
        double most = Math.min(MOST_EVENTS / eventsPerSecond * 1_000, (double) MOST_TICKS * tickMs);
        long window = pipeline.windowMs();
        double filled = 1_000.0 * LEAST_BATCHES * pipeline.batchMaxEvents() / eventsPerSecond;
        double aged = (double) LEAST_BATCHES * pipeline.maxAgeMs();
        double wanted = Math.max(Math.max(LEAST_MS, (double) LEAST_WINDOWS * window), Math.min(filled, aged));
        // What opens late in a window may be open for its age.
        double settled = Math.ceil(((double) window + pipeline.maxAgeMs()) / window) * window;
        if (settled + wanted > most) {
            settled = Math.min(settled, most / 4);
            wanted = most - settled;
        }
        return new Span(start, start + whole(settled, window), start + whole(settled, window) + whole(wanted, window));
    }

    private static long whole(double millis, long window) {
        return millis < window ? (long) millis : ((long) (millis / window)) * window;
    }
}
