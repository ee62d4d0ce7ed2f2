// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.dlq;

import io.millrace.operations.dlq.Sorting.Outgoing;
import io.millrace.operations.dlq.Transactions.RecordRefusedException;
import io.millrace.operations.dlq.idle.Idleness;
import io.millrace.operations.dlq.idle.Outcomes;
import java.util.List;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Sends one at a time, while nothing else is to be done, and the next when it is known what came of it. */
final class IdleSender implements Sender {
    private final Transactions transactions;
    private final Ledger ledger;
    private final Sorting sorting;
    private final Watch watch;

    /** What it looks at before and after. */
    record Watch(Idleness idleness, Outcomes outcomes) {}

    IdleSender(Transactions transactions, Ledger ledger, Sorting sorting, Watch watch) {
        this.transactions = transactions;
        this.ledger = ledger;
        this.sorting = sorting;
        this.watch = watch;
    }

    /** Throws {@link RefusedAgainException} when it comes back. */
    @Override
    public void send(Outgoing outgoing) {
        watch.idleness().await();
        watch.outcomes().begin();
        try {
            RecordMetadata place = transactions
                    .send(List.of(outgoing.sentAs()), List.of(ledger.entry(outgoing.letter(), outgoing.sentAs())))
                    .get(0);
            sorting.sent(outgoing);
            watch.idleness().sent();
            watch.outcomes().await(outgoing.letter(), place).ifPresent(again -> {
                throw new RefusedAgainException(outgoing.letter(), again);
            });
        } catch (RecordRefusedException e) {
            sorting.refused(outgoing, e.getCause());
        }
    }

    @Override
    public void flush() {}
}
