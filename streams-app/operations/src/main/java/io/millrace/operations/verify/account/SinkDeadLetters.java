// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.verify.account;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What sinks gave up on. What one of them has parked is still owed by the others; and what was sent back to its sink is parked no longer, until
 * its next dead letter comes.
 */
final class SinkDeadLetters {
    private record Event(int partition, long offset) {}

    /** What has become of something since its last dead letter. */
    enum Fate {
        /** Nothing. */
        PARKED,
        /** It is on its way to its sink, or was. */
        OWED,
        /** The same by the ledger of redrives alone: the record that went to the sink has expired. */
        UNTRACED
    }

    /** The last dead letters of each. */
    private static final class Parked {
        private final Map<String, Last> batches = new HashMap<>();
        private final Map<String, BatchedEvents> contents = new HashMap<>();
        private final Map<Event, Last> events = new HashMap<>();
    }

    /** Those after the most attempts: a crash may write one twice. */
    private static final class Last {
        private final List<SinkLetter> letters = new ArrayList<>(1);
        private int attempts;

        void add(SinkLetter letter) {
            if (letter.attempts() > attempts) {
                letters.clear();
                attempts = letter.attempts();
            }
            if (letter.attempts() == attempts) {
                letters.add(letter);
            }
        }
    }

    private final Map<SinkName, Parked> parked = new HashMap<>();

    /** After how many attempts each batch id or event went to the connector of that name once more. */
    private final Map<String, Map<Object, Integer>> redriven = new HashMap<>();

    /** By partition of the dead-letter topic, the letters that the ledger of redrives has. */
    private final Map<Integer, OffsetSet> sentBack = new HashMap<>();

    private Parked of(SinkName sink) {
        return parked.computeIfAbsent(sink, fresh -> new Parked());
    }

    void batch(SinkName sink, String batchId, BatchedEvents events, SinkLetter letter) {
        of(sink).contents.put(batchId, events);
        of(sink).batches.computeIfAbsent(batchId, fresh -> new Last()).add(letter);
    }

    void event(SinkName sink, int partition, long offset, SinkLetter letter) {
        of(sink).events
                .computeIfAbsent(new Event(partition, offset), fresh -> new Last())
                .add(letter);
    }

    void sentBack(int partition, long offset) {
        add(partition, offset, sentBack);
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

    private Fate fate(SinkName sink, Object what, Last last) {
        if (last.attempts <= redriven.getOrDefault(sink.name(), Map.of()).getOrDefault(what, 0)) {
            return Fate.OWED;
        }
        return last.letters.stream().anyMatch(this::isSentBack) ? Fate.UNTRACED : Fate.PARKED;
    }

    private boolean isSentBack(SinkLetter letter) {
        OffsetSet offsets = sentBack.get(letter.partition());
        return offsets != null && offsets.sizeIn(new OffsetRange(letter.offset(), letter.offset())) > 0;
    }

    boolean hasBatch(String type, String batchId) {
        return parked.entrySet().stream().anyMatch(of -> {
            Last last = of.getValue().batches.get(batchId);
            return of.getKey().type().equals(type) && last != null && fate(of.getKey(), batchId, last) == Fate.PARKED;
        });
    }

    Set<String> types() {
        return parked.keySet().stream().map(SinkName::type).collect(Collectors.toSet());
    }

    /**
     * Those of that fate, single ones and those of batches, by partition, without those of batches that were delivered nevertheless.
     */
    Map<Integer, OffsetSet> events(String type, Fate fate, Predicate<String> delivered) {
        Map<Integer, OffsetSet> all = new HashMap<>();
        parked.forEach((sink, letters) -> {
            if (sink.type().equals(type)) {
                letters.events.forEach((event, last) -> {
                    if (fate(sink, event, last) == fate) {
                        add(event.partition, event.offset, all);
                    }
                });
                letters.batches.forEach((id, last) -> {
                    if (fate(sink, id, last) == fate && !delivered.test(id)) {
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
