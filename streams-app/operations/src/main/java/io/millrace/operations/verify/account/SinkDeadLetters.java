// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.verify.account;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** What sinks gave up on, by the kind of sink: what one of them has parked is still owed by the others. */
final class SinkDeadLetters {
    private final Map<String, Map<String, BatchedEvents>> batches = new HashMap<>();
    private final Map<String, Map<Integer, OffsetSet>> events = new HashMap<>();

    void batch(String sink, String batchId, BatchedEvents of) {
        batches.computeIfAbsent(sink, fresh -> new HashMap<>()).put(batchId, of);
    }

    void event(String sink, int partition, long offset) {
        of(partition, events.computeIfAbsent(sink, fresh -> new HashMap<>())).add(offset);
    }

    private static OffsetSet of(int partition, Map<Integer, OffsetSet> events) {
        return events.computeIfAbsent(partition, fresh -> new OffsetSet());
    }

    boolean hasBatch(String sink, String batchId) {
        return batches.getOrDefault(sink, Map.of()).containsKey(batchId);
    }

    Set<String> sinks() {
        Set<String> sinks = new HashSet<>(batches.keySet());
        sinks.addAll(events.keySet());
        return sinks;
    }

    /** Single ones and those of batches, by partition, without those of batches that were delivered nevertheless. */
    Map<Integer, OffsetSet> events(String sink, Predicate<String> delivered) {
        Map<Integer, OffsetSet> all = new HashMap<>();
        events.getOrDefault(sink, Map.of())
                .forEach((partition, offsets) -> all.put(partition, offsets.plus(new OffsetSet())));
        batches.getOrDefault(sink, Map.of()).forEach((id, batch) -> {
            for (int i = 0; i < batch.count() && !delivered.test(id); i++) {
                of(batch.partition(i), all).add(batch.offset(i));
            }
        });
        return all;
    }
}
