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
import org.apache.kafka.clients.producer.ProducerRecord;

/** Goes through dead letters, says what of each is sent now, and counts. */
final class Sorting {
    private final Selection selection;
    private final long limit;
    private final Targets targets;
    private final Ledger ledger;
    private final RedrivenRecords records;

    private final Map<String, Long> sent = new TreeMap<>();
    private final Map<String, Long> nowhere = new TreeMap<>();
    private final Map<String, Long> refused = new TreeMap<>();
    private long chosen;
    private long already;
    private long parked;

    /** @param limit how many are sent at most */
    Sorting(Selection selection, long limit, Targets targets, Ledger ledger, RedrivenRecords records) {
        this.selection = selection;
        this.limit = limit;
        this.targets = targets;
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

    /** Empty when the letter stays where it is. */
    Optional<Outgoing> next(ParkedLetter letter) {
        if (chosen >= limit || !selection.has(letter)) {
            return Optional.empty();
        }
        if (ledger.has(letter.partition(), letter.offset())) {
            already++;
            return Optional.empty();
        }
        Target target = targets.of(letter);
        Outgoing outgoing = null;
        if (target instanceof ToSource source) {
            outgoing = new Outgoing(letter, records.toSource(letter, source), source.topic());
        } else if (target instanceof BatchToSink sink) {
            outgoing = new Outgoing(letter, records.batch(letter, sink), toSink(sink.topic(), sink.sink()));
        } else if (target instanceof EventToSink sink) {
            outgoing = new Outgoing(letter, records.event(letter, sink), toSink(sink.topic(), sink.sink()));
        } else if (target instanceof Nowhere why) {
            nowhere.merge(why.why(), 1L, Long::sum);
        } else if (target instanceof Parked) {
            parked++;
        }
        chosen += outgoing == null ? 0 : 1;
        return Optional.ofNullable(outgoing);
    }

    private static String toSink(String topic, String sink) {
        return topic + ", to sink " + sink;
    }

    void sent(Outgoing outgoing) {
        ledger.add(outgoing.letter().partition(), outgoing.letter().offset());
        sent.merge(outgoing.to(), 1L, Long::sum);
    }

    void refused(Outgoing outgoing, String why) {
        refused.merge(outgoing.to() + ": " + why, 1L, Long::sum);
    }

    boolean isOver() {
        return chosen >= limit;
    }

    RedriveReport report(String pipeline, boolean executed, String stoppedAt) {
        return new RedriveReport(pipeline, executed, sent, already, parked, nowhere, refused, stoppedAt);
    }
}
