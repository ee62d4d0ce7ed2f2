// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.verify.account;

import java.util.List;

/**
 * What a system that holds each event by itself has of one pipeline.
 *
 * @param delivered distinct events in batches that it holds
 * @param missing events in batches that it does not hold and that its sink has not dead-lettered
 * @param doubtful where objects say that so many more events were in batches that are no longer on the topic, without saying which
 * @param strays events that are in no batch on the topic, as far as the topic has lost none
 * @param repeated events beyond the first with the same source partition and offset
 * @param foreign what does not name an event of the source topic
 */
public record EventDelivery(
        long delivered, List<Gap> missing, List<Gap> doubtful, List<Gap> strays, long repeated, long foreign) {
    public EventDelivery {
        missing = List.copyOf(missing);
        doubtful = List.copyOf(doubtful);
        strays = List.copyOf(strays);
    }

    public long missingEvents() {
        return sum(missing);
    }

    public long strayEvents() {
        return sum(strays);
    }

    private static long sum(List<Gap> gaps) {
        return gaps.stream().mapToLong(Gap::events).sum();
    }

    public Verdict verdict() {
        if (!missing.isEmpty() || repeated > 0) {
            return Verdict.NOT_CONSERVED;
        }
        return doubtful.isEmpty() ? Verdict.CONSERVED : Verdict.UNKNOWN;
    }
}
