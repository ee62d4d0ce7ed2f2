// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.dlq;

import io.millrace.operations.dlq.Sorting.Outgoing;
import io.millrace.operations.dlq.Transactions.RecordRefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sends many in one transaction. Of those that a topic does not take, each stays behind alone. */
final class ChunkSender implements Sender {
    private static final long MOST_BYTES = 8L * 1024 * 1024;

    private final Transactions transactions;
    private final Ledger ledger;
    private final Sorting sorting;
    private final Pace pace;
    private final List<Outgoing> chunk = new ArrayList<>();
    private long bytes;

    ChunkSender(Transactions transactions, Ledger ledger, Sorting sorting, Pace pace) {
        this.transactions = transactions;
        this.ledger = ledger;
        this.sorting = sorting;
        this.pace = pace;
    }

    @Override
    public void send(Outgoing outgoing) {
        chunk.add(outgoing);
        bytes += outgoing.size();
        if (chunk.size() >= pace.atOnce() || bytes >= MOST_BYTES) {
            flush();
        }
    }

    @Override
    public void flush() {
        if (!chunk.isEmpty()) {
            List<Outgoing> all = List.copyOf(chunk);
            chunk.clear();
            bytes = 0;
            send(all);
            pace.sent(all.size());
        }
    }

    private void send(List<Outgoing> all) {
        try {
            List<ProducerRecord<byte[], byte[]>> entries = Stream.concat(
                            all.stream().map(one -> ledger.entry(one.letter(), one.sentAs())),
                            ledger.deletions().stream())
                    .toList();
            transactions.send(all.stream().map(Outgoing::sentAs).toList(), entries);
            all.forEach(sorting::sent);
        } catch (RecordRefusedException e) {
            if (all.size() == 1) {
                sorting.refused(all.get(0), e.getCause());
            } else {
                send(all.subList(0, all.size() / 2));
                send(all.subList(all.size() / 2, all.size()));
            }
        }
    }
}
