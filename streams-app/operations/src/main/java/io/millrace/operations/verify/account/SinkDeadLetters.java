// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.verify.account;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What sinks gave up on. What one of them has parked is still owed by the others; and what went to its sink once more is parked no longer, until
 * its next dead letter comes.
 */
final class SinkDeadLetters {
    private final Map<String, OfSink> byName = new HashMap<>();

    /** After how many attempts it became a dead letter last, and was sent again last. */
    private static final class Attempts {
        private int parked;
        private int redriven;

        boolean areOver() {
            return parked > redriven;
        }
    }

    private record Event(int partition, long offset) {}

    private static final class OfSink {
        private final Map<String, Attempts> batches = new HashMap<>();
        private final Map<String, BatchedEvents> contents = new HashMap<>();
        private final Map<Event, Attempts> events = new HashMap<>();
        private String type = "";

        Attempts batch(String id) {
            return batches.computeIfAbsent(id, fresh -> new Attempts());
        }

        Attempts event(int partition, long offset) {
            return events.computeIfAbsent(new Event(partition, offset), fresh -> new Attempts());
        }
    }

    private OfSink of(String name) {
        return byName.computeIfAbsent(name, fresh -> new OfSink());
    }

    private OfSink of(SinkName sink) {
        OfSink of = of(sink.name());
        of.type = sink.type();
        return of;
    }

    void batch(SinkName sink, String batchId, BatchedEvents events, int attempts) {
        of(sink).contents.put(batchId, events);
        Attempts of = of(sink).batch(batchId);
        of.parked = Math.max(of.parked, attempts);
    }

    void event(SinkName sink, int partition, long offset, int attempts) {
        Attempts of = of(sink).event(partition, offset);
        of.parked = Math.max(of.parked, attempts);
    }

    void redriven(String sink, String batchId, int attempts) {
        Attempts of = of(sink).batch(batchId);
        of.redriven = Math.max(of.redriven, attempts);
    }

    /** Without their batch. */
    void redriven(String sink, BatchedEvents events, int attempts) {
        for (int i = 0; i < events.count(); i++) {
            Attempts of = of(sink).event(events.partition(i), events.offset(i));
            of.redriven = Math.max(of.redriven, attempts);
        }
    }

    boolean hasBatch(String type, String batchId) {
        return byName.values().stream()
                .filter(sink -> sink.type.equals(type))
                .map(sink -> sink.batches.get(batchId))
                .anyMatch(batch -> batch != null && batch.areOver());
    }

    Set<String> types() {
        Set<String> types = new HashSet<>();
        byName.values().forEach(sink -> types.add(sink.type));
        return types;
    }

    /** Single ones and those of batches, by partition, without those of batches that were delivered nevertheless. */
    Map<Integer, OffsetSet> events(String type, Predicate<String> delivered) {
        Map<Integer, OffsetSet> all = new HashMap<>();
        for (OfSink sink : byName.values()) {
            if (sink.type.equals(type)) {
                sink.events.forEach((event, attempts) -> {
                    if (attempts.areOver()) {
                        add(event.partition, event.offset, all);
                    }
                });
                sink.batches.forEach((id, attempts) -> {
                    if (attempts.areOver() && !delivered.test(id)) {
                        addAll(sink.contents.get(id), all);
                    }
                });
            }
        }
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
