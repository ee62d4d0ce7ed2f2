// SPDX-License-Identifier: Apache-2.0
package io.millrace.plan.measured;

import io.millrace.plan.figure.Interval;
import io.millrace.plan.figure.Origin;

/**
 * What processes of one kind take: so much at one rate, and so much more or less for each event beyond it or short of it.
 *
 * @param perMillion CPU seconds for a million events, when they come as fast as they are taken
 * @param cores that they take at the rate {@code at}; what they do by the clock, batch and commit is in these, whatever the rate
 * @param at events a second
 */
public record Cost(Measured perMillion, Measured cores, double at) {
    private static final double MILLION = 1_000_000;

    /** One of which no report knows what it takes at rest. */
    static Cost ofEvents(Measured perMillion) {
        return new Cost(perMillion, new Measured(Interval.of(0), perMillion.origin()), 0);
    }

    /** In use at that rate. */
    public Interval cores(double eventsPerSecond) {
        return cores.value()
                .plus(perMillion.value().times((eventsPerSecond - at) / MILLION))
                .notBelow(0);
    }

    public Origin origin() {
        Origin events = perMillion.origin();
        String atRest = cores.origin().source();
        return events.source().equals(atRest)
                ? events
                : new Origin(events.kind(), events.source() + "; at rest " + atRest);
    }

    /** What both take together; of both, nothing is known but what their events cost. */
    public Cost plus(Cost other) {
        return ofEvents(perMillion.plus(other.perMillion));
    }
}
