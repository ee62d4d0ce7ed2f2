// SPDX-License-Identifier: Apache-2.0
package io.millrace.plan.measured;

import io.millrace.plan.figure.Interval;
import io.millrace.plan.figure.Origin;

/**
 * What processes of one kind take.
 *
 * @param perMillion CPU seconds for a million events, when they come as fast as they are taken
 * @param rest cores that they take beyond that, whatever the rate: what is done by the clock, batch and commit
 */
public record Cost(Measured perMillion, Measured rest) {
    private static final double MILLION = 1_000_000;

    /** One of which no report knows what it takes at rest. */
    static Cost ofEvents(Measured perMillion) {
        return new Cost(perMillion, new Measured(Interval.of(0), perMillion.origin()));
    }

    /** In use at that rate. */
    public Interval cores(double eventsPerSecond) {
        return perMillion.value().times(eventsPerSecond / MILLION).plus(rest.value());
    }

    public Origin origin() {
        Origin events = perMillion.origin();
        String atRest = rest.origin().source();
        return events.source().equals(atRest)
                ? events
                : new Origin(events.kind(), events.source() + "; at rest " + atRest);
    }

    /** What both take together. */
    public Cost plus(Cost other) {
        return new Cost(perMillion.plus(other.perMillion), rest.plus(other.rest));
    }
}
