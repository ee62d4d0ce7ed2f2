// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli.plan;

import io.millrace.plan.Plan;
import io.millrace.plan.observed.Observation;

/**
 * A plan beside what was seen, at the same rate.
 *
 * @param objects how much more of them there were a minute, as a share of the plan's
 * @param eventsPerObject the same of events in each
 */
record Comparison(Observation seen, double objects, double eventsPerObject) {
    private static final double CLOSE = 0.1;

    static Comparison of(Plan plan, Observation seen) {
        return new Comparison(
                seen,
                seen.batchesPerMinute() / plan.batchesPerMinute() - 1,
                seen.eventsPerBatch() / plan.eventsPerBatch() - 1);
    }

    boolean isClose() {
        return Math.abs(objects) <= CLOSE && Math.abs(eventsPerObject) <= CLOSE;
    }
}
