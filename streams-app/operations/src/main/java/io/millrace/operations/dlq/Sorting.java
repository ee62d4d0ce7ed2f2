// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.dlq;

import io.millrace.operations.dlq.letters.ParkedLetter;
import io.millrace.operations.dlq.letters.RedrivenRecords;
import io.millrace.operations.dlq.letters.Selection;
import io.millrace.operations.dlq.letters.Target;
import io.millrace.operations.dlq.letters.Target.BatchToSink;
import io.millrace.operations.dlq.letters.Target.EventToSink;
import io.millrace.operations.dlq.letters.Target.Nowhere;
import io.millrace.operations.dlq.letters.Target.Parked;
import io.millrace.operations.dlq.letters.Target.ToSource;
import io.millrace.operations.dlq.letters.Targets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Goes through dead letters, says what of each is sent now, and counts. */
final class Sorting {
    private final Selection selection;
    private final long limit;
    private final Supplier<Targets> currentTargets;
    private final Ledger ledger;
    private final RedrivenRecords records;

    private final Map<String, Long> sent = new TreeMap<>();
    private final Map<String, Long> nowhere = new TreeMap<>();
    private final Map<String, Refusals> refused = new TreeMap<>();
    /** Null until they are needed in this round. */
    private Targets targets;

    private long chosen;
    private long already;
    private long parked;

    /**
     * @param limit how many are sent at most
     * @param targets asked once a round, at the first letter that needs one
     */
    Sorting(Selection selection, long limit, Supplier<Targets> targets, Ledger ledger, RedrivenRecords records) {
        this.selection = selection;
        this.limit = limit;
        this.currentTargets = targets;
        this.ledger = ledger;
        this.records = records;
    }

    /** A record to send, and where it goes, in words. */
    record Outgoing(ParkedLetter letter, ProducerRecord<byte[], byte[]> sentAs, String to) {
        int size() {
            byte[] value = sentAs.value();
            byte[] key = sentAs.key();
            return (value == null ? 0 : value.length) + (key == null ? 0 : key.length);
        }
    }

    /** How many were refused for the same kind of reason, and what was said of the first: of others it may hold other figures. */
    private record Refusals(String first, long count) {
        Refusals and(Refusals more) {
            return new Refusals(first, count + more.count);
        }
    }

    /** What was found out about targets may not hold any more. */
    void beginRound() {
        targets = null;
    }

    /** Empty when the letter stays where it is. */
    Optional<Outgoing> next(ParkedLetter letter) {
        if (chosen >= limit || !selection.has(letter)) {
            return Optional.empty();
        }
        if (ledger.has(letter)) {
            already++;
            return Optional.empty();
        }
        Outgoing outgoing = outgoing(letter);
        if (outgoing != null) {
            chosen++;
            // Now: the next one may say the same, and go into the same transaction.
            ledger.add(letter);
        }
        return Optional.ofNullable(outgoing);
    }

    /** Null when the letter stays where it is. */
    private Outgoing outgoing(ParkedLetter letter) {
        targets = targets == null ? currentTargets.get() : targets;
        Target target = targets.of(letter);
        if (target instanceof ToSource source) {
            return new Outgoing(letter, records.toSource(letter, source), source.topic());
        } else if (target instanceof BatchToSink sink) {
            return new Outgoing(letter, records.batch(letter, sink), toSink(sink.topic(), sink.sink()));
        } else if (target instanceof EventToSink sink) {
            return new Outgoing(letter, records.event(letter, sink), toSink(sink.topic(), sink.sink()));
        } else if (target instanceof Nowhere why) {
            nowhere.merge(why.why(), 1L, Long::sum);
        } else if (target instanceof Parked) {
            parked++;
        }
        return null;
    }

    private static String toSink(String topic, String sink) {
        return topic + ", to sink " + sink;
    }

    void sent(Outgoing outgoing) {
        sent.merge(outgoing.to(), 1L, Long::sum);
    }

    void refused(Outgoing outgoing, Throwable why) {
        refused.merge(
                outgoing.to() + ": " + why.getClass().getSimpleName(),
                new Refusals(why.getMessage(), 1),
                Refusals::and);
    }

    boolean isOver() {
        return chosen >= limit;
    }

    RedriveReport report(String pipeline, boolean executed, String stoppedAt) {
        Map<String, Long> shown = new TreeMap<>();
        refused.forEach((kind, refusals) -> shown.put(kind + ", the first: " + refusals.first(), refusals.count()));
        return new RedriveReport(pipeline, executed, sent, already, parked, nowhere, shown, stoppedAt);
    }
}
