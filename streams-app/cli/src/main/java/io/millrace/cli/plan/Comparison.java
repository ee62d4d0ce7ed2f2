// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli.plan;

import io.millrace.plan.Plan;
import io.millrace.plan.observed.Observation;

/**
 * A plan beside what was seen, at the same rate.
 *
 * @param objects how much more of them there were a minute, as a share of the plan's
 * @param eventsPerObject the same of events in each
 * @param grain the share that one object more or less of each partition makes, in the time that was looked at
 */
record Comparison(Observation seen, double objects, double eventsPerObject, double grain) {
    private static final double CLOSE = 0.1;
    private static final double MINUTE = 60;

    static Comparison of(Plan plan, Observation seen, int partitions) {
        return new Comparison(
                seen,
                seen.batchesPerMinute() / plan.batchesPerMinute() - 1,
                seen.eventsPerBatch() / plan.eventsPerBatch() - 1,
                partitions / (plan.batchesPerMinute() * seen.seconds() / MINUTE));
    }

    boolean isClose() {
        return Math.abs(objects) <= CLOSE && Math.abs(eventsPerObject) <= CLOSE;
    }

    /** Whether it depends on the moment at which one began to look, if it is close. */
    boolean isTooShort() {
        return grain > CLOSE;
    }

    /** For how long to look instead, in minutes. */
    long longEnough() {
        return (long) Math.ceil(seen.seconds() / MINUTE * grain / CLOSE);
    }
}
