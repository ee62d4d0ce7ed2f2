// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.verify.account;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The account of one pipeline, in events unless it says otherwise.
 *
 * @param produced on the source topic
 * @param batched distinct ones in batches
 * @param deadLettered distinct ones that a stage of the stream dead-lettered
 * @param late of those, the ones dead-lettered as LATE
 * @param routed distinct ones that a rule sent to a topic of its own
 * @param dropped distinct ones that a rule dropped
 * @param duplicates distinct ones that repeated another, and were dropped
 * @param batches distinct batches
 * @param repeatedBatches batch records that repeat an earlier one; at-least-once may do that
 * @param foreign records on the sink or dead-letter topic that belong to another pipeline
 * @param sinkDeadLettered that a sink dead-lettered and what it delivers to does not hold, added up over the sinks
 * @param untraced the same that were sent back to their sink, by a record that has expired there
 * @param offsets what is not plainly in exactly one place, by its standing
 * @param delivery null when there is no bucket to check
 * @param eventDeliveries what systems hold that have each event by itself, by kind of sink; of those that were checked
 */
public record Balance(
        long produced,
        long batched,
        long deadLettered,
        long late,
        long routed,
        long dropped,
        long duplicates,
        long batches,
        long repeatedBatches,
        long foreign,
        long sinkDeadLettered,
        long untraced,
        Map<Standing, List<Gap>> offsets,
        DeliveryBalance delivery,
        Map<String, EventDelivery> eventDeliveries) {
    public Balance {
        Map<Standing, List<Gap>> sorted = new EnumMap<>(Standing.class);
        sorted.putAll(offsets);
        offsets = Collections.unmodifiableMap(sorted);
        eventDeliveries = Map.copyOf(eventDeliveries);
    }

    /** Where, by partition; none when there are none. */
    public List<Gap> at(Standing standing) {
        return offsets.getOrDefault(standing, List.of());
    }

    public long count(Standing standing) {
        return at(standing).stream().mapToLong(Gap::events).sum();
    }

    /** Whether every event has exactly one place, and every batch is where it should be. */
    public Verdict verdict() {
        Verdict worst = delivery == null ? Verdict.CONSERVED : delivery.verdict();
        for (Standing standing : offsets.keySet()) {
            worst = worst.or(standing.verdict());
        }
        for (EventDelivery events : eventDeliveries.values()) {
            worst = worst.or(events.verdict());
        }
        return worst;
    }

    public boolean conserved() {
        return verdict() == Verdict.CONSERVED;
    }

    /** Whether there is something that can no longer be compared with anything. */
    public boolean hasUnchecked() {
        return !offsets.isEmpty();
    }
}
