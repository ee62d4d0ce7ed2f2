// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.bed;

import java.time.Duration;

/**
 * How long things take and how much there is of them.
 *
 * @param warm work before the clock starts; with none it starts before the first event
 * @param measure how long the clock runs
 * @param share of the events of each data set that are really made
 */
public record Pace(Duration warm, Duration measure, double share) {
    /** Long enough for the compiler and for several commits. */
    public static final Pace FULL = new Pace(Duration.ofSeconds(4), Duration.ofSeconds(3), 1);

    /** Shows that everything runs; the figures mean nothing. */
    public static final Pace SMALL = new Pace(Duration.ZERO, Duration.ofMillis(400), 0.02);

    public long events(long all) {
        return Math.max(1, (long) (all * share));
    }
}
