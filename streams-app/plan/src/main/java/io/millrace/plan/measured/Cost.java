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
public record Cost(Measured perMillion, Interval rest) {
    private static final double MILLION = 1_000_000;

    /** One of which no report knows what it takes at rest. */
    static Cost ofEvents(Measured perMillion) {
        return new Cost(perMillion, Interval.of(0));
    }

    /** In use at that rate. */
    public Interval cores(double eventsPerSecond) {
        return perMillion.value().times(eventsPerSecond / MILLION).plus(rest);
    }

    public Origin origin() {
        return perMillion.origin();
    }

    /** What both take together. */
    public Cost plus(Cost other) {
        Measured sum = new Measured(
                perMillion.value().plus(other.perMillion.value()),
                new Origin(
                        origin().kind(),
                        origin().source() + "; " + other.origin().source()));
        return new Cost(sum, rest.plus(other.rest));
    }
}
