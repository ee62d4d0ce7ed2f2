// SPDX-License-Identifier: Apache-2.0
package io.millrace.plan.measured;

import io.millrace.plan.figure.Interval;
import io.millrace.plan.figure.Origin;
import java.util.List;

/**
 * What processes of one kind take. What they do by the clock, batch and commit does not grow with the events, so it is told by what
 * they took at some rates: between two of these, along the straight line; beyond the first and the last, so much less and more as
 * events cost.
 *
 * @param perMillion CPU seconds for a million events, when they come as fast as they are taken
 * @param paced the lowest rate first; when there is none, nothing is known but what events cost
 */
public record Cost(Measured perMillion, List<Paced> paced) {
    private static final double MILLION = 1_000_000;

    public Cost {
        paced = List.copyOf(paced);
    }

    /**
     * What they took at one rate.
     *
     * @param rate events a second
     */
    record Paced(double rate, Measured cores) {}

    /** One of which no report knows what it takes at any rate. */
    static Cost ofEvents(Measured perMillion) {
        return new Cost(perMillion, List.of());
    }

    /** In use at that rate. */
    public Interval cores(double eventsPerSecond) {
        if (paced.isEmpty()) {
            return events(eventsPerSecond);
        }
        int above = 0;
        while (above < paced.size() && paced.get(above).rate() < eventsPerSecond) {
            above++;
        }
        if (above == 0 || above == paced.size()) {
            Paced nearest = paced.get(Math.max(0, above - 1));
            return nearest.cores()
                    .value()
                    .plus(events(eventsPerSecond - nearest.rate()))
                    .notBelow(0);
        }
        Paced low = paced.get(above - 1);
        Paced high = paced.get(above);
        double share = (eventsPerSecond - low.rate()) / (high.rate() - low.rate());
        return low.cores().value().times(1 - share).plus(high.cores().value().times(share));
    }

    private Interval events(double perSecond) {
        return perMillion.value().times(perSecond / MILLION);
    }

    public Origin origin() {
        Origin events = perMillion.origin();
        if (paced.isEmpty()) {
            return events;
        }
        // What events cost may have been made of it, and says so behind its source.
        String rates = paced.get(0).cores().origin().source();
        return events.source().startsWith(rates)
                ? events
                : new Origin(events.kind(), events.source() + "; without them " + rates);
    }

    /** What both take together; of both, nothing is known but what their events cost. */
    public Cost plus(Cost other) {
        return ofEvents(perMillion.plus(other.perMillion));
    }
}
