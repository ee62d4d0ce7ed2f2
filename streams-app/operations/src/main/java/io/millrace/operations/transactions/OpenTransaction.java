// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.transactions;

import java.time.Instant;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.common.TopicPartition;

/**
 * A transaction that a partition's leader keeps open although its coordinator has none for that producer: nothing will end it.
 *
 * @param producer as the partition's leader knows it
 * @param outcome what the coordinator decided
 */
public record OpenTransaction(TopicPartition partition, ProducerState producer, Outcome outcome) {
    /** What became of a transaction, as far as its coordinator still tells. */
    public enum Outcome {
        COMMITTED,
        ABORTED,
        /** It is not a pipeline's, or its producer has gone on, or this cluster does not number transactions. */
        UNKNOWN
    }

    /** Where it starts; read_committed consumers wait there. */
    public long firstOffset() {
        return producer.currentTransactionStartOffset().orElseThrow();
    }

    /** When something was last written to it. */
    public Instant lastWrite() {
        return Instant.ofEpochMilli(producer.lastTimestamp());
    }

    OpenTransaction with(Outcome decided) {
        return new OpenTransaction(partition, producer, decided);
    }
}
