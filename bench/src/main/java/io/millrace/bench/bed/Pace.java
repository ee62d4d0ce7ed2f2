// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.bed;

import java.time.Duration;

/**
 * How long things take and how much there is of them.
 *
 * @param warm work before the clock starts; with none it starts before the first event
 * @param measure how long the clock runs
 * @param turns of two that take them
 * @param share of the events of each data set that are really made
 */
public record Pace(Duration warm, Duration measure, Turns turns, double share) {
    /** Long enough for the compiler and for several commits. */
    public static final Pace FULL = new Pace(Duration.ofSeconds(4), Duration.ofSeconds(3), Turns.FULL, 1);

    /** Shows that everything runs; the figures mean nothing. */
    public static final Pace SMALL = new Pace(Duration.ZERO, Duration.ofMillis(400), Turns.SMALL, 0.02);

    /**
     * How two take turns.
     *
     * @param settling work of each turn that does not count
     * @param slice the rest of a turn
     * @param warm pairs of turns that do not count at all
     * @param pairs of slices that count
     */
    public record Turns(Duration settling, Duration slice, int warm, int pairs) {
        /** A slice has one commit: that which was due meanwhile is made while it settles, and the next a second later. */
        static final Turns FULL = new Turns(Duration.ofMillis(300), Duration.ofSeconds(1), 3, 12);

        /** Shows that everything runs. */
        public static final Turns SMALL = new Turns(Duration.ZERO, Duration.ofMillis(50), 0, 2);
    }

    public long events(long all) {
        return Math.max(1, (long) (all * share));
    }
}
