// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.verify.account;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What sinks gave up on. What one of them has parked is still owed by the others; and what went to its sink once more is parked no longer, until
 * its next dead letter comes.
 */
final class SinkDeadLetters {
    private record Event(int partition, long offset) {}

    /** After how many attempts each became a dead letter last. */
    private static final class Parked {
        private final Map<String, Integer> batches = new HashMap<>();
        private final Map<String, BatchedEvents> contents = new HashMap<>();
        private final Map<Event, Integer> events = new HashMap<>();
    }

    private final Map<SinkName, Parked> parked = new HashMap<>();

    /** After how many attempts each batch id or event went to the connector of that name once more. */
    private final Map<String, Map<Object, Integer>> redriven = new HashMap<>();

    private Parked of(SinkName sink) {
        return parked.computeIfAbsent(sink, fresh -> new Parked());
    }

    void batch(SinkName sink, String batchId, BatchedEvents events, int attempts) {
        of(sink).contents.put(batchId, events);
        of(sink).batches.merge(batchId, attempts, Math::max);
    }

    void event(SinkName sink, int partition, long offset, int attempts) {
        of(sink).events.merge(new Event(partition, offset), attempts, Math::max);
    }

    void redriven(String sink, String batchId, int attempts) {
        note(sink, batchId, attempts);
    }

    /** Without their batch. */
    void redriven(String sink, BatchedEvents events, int attempts) {
        for (int i = 0; i < events.count(); i++) {
            note(sink, new Event(events.partition(i), events.offset(i)), attempts);
        }
    }

    private void note(String sink, Object what, int attempts) {
        redriven.computeIfAbsent(sink, fresh -> new HashMap<>()).merge(what, attempts, Math::max);
    }

    private boolean isOver(SinkName sink, Object what, int attempts) {
        return attempts > redriven.getOrDefault(sink.name(), Map.of()).getOrDefault(what, 0);
    }

    boolean hasBatch(String type, String batchId) {
        return parked.entrySet().stream().anyMatch(of -> {
            Integer attempts = of.getValue().batches.get(batchId);
            return of.getKey().type().equals(type) && attempts != null && isOver(of.getKey(), batchId, attempts);
        });
    }

    Set<String> types() {
        return parked.keySet().stream().map(SinkName::type).collect(Collectors.toSet());
    }

    /** Single ones and those of batches, by partition, without those of batches that were delivered nevertheless. */
    Map<Integer, OffsetSet> events(String type, Predicate<String> delivered) {
        Map<Integer, OffsetSet> all = new HashMap<>();
        parked.forEach((sink, letters) -> {
            if (sink.type().equals(type)) {
                letters.events.forEach((event, attempts) -> {
                    if (isOver(sink, event, attempts)) {
                        add(event.partition, event.offset, all);
                    }
                });
                letters.batches.forEach((id, attempts) -> {
                    if (isOver(sink, id, attempts) && !delivered.test(id)) {
                        addAll(letters.contents.get(id), all);
                    }
                });
            }
        });
        return all;
    }

    private static void addAll(BatchedEvents batch, Map<Integer, OffsetSet> to) {
        for (int i = 0; i < batch.count(); i++) {
            add(batch.partition(i), batch.offset(i), to);
        }
    }

    private static void add(int partition, long offset, Map<Integer, OffsetSet> to) {
        to.computeIfAbsent(partition, fresh -> new OffsetSet()).add(offset);
    }
}
