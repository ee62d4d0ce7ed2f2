// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import io.millrace.schemas.EventBatch;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers one batch on the calling thread, however long it takes: it retries until the destination has taken the batch or
 * refused it, and then until what was refused is on the dead-letter topic. Thread-safe.
 */
final class BatchDelivery {
    private static final Logger LOG = LoggerFactory.getLogger(BatchDelivery.class);

    private final Destination destination;
    private final Failures failures;
    private final DeadLetterWriter deadLetters;
    private final Backoff backoff;
    private final InFlight inFlight;
    private final SinkMetrics metrics;
    private final Outage outage;
    private final Outage deadLetterOutage;

    BatchDelivery(
            Destination destination,
            Failures failures,
            DeadLetterWriter deadLetters,
            Backoff backoff,
            InFlight inFlight,
            LongSupplier nanoTime,
            SinkMetrics metrics) {
        this.destination = destination;
        this.failures = failures;
        this.deadLetters = deadLetters;
        this.backoff = backoff;
        this.inFlight = inFlight;
        this.metrics = metrics;
        this.outage = new Outage("destination", nanoTime, metrics);
        this.deadLetterOutage = new Outage("dead-letter topic", nanoTime, metrics);
    }

    /** A redriven batch is for the sink that had refused it, and no other; any other batch is for all. */
    boolean isForThisSink(BatchRecord batchRecord) {
        return batchRecord.addressee() == null || batchRecord.addressee().equals(deadLetters.sink());
    }

    /** Returns false when the partition was revoked before the batch was finished. Throws what is fatal. */
    boolean deliver(BatchRecord batchRecord, PartitionAssignment assignment) throws Exception {
        Optional<DeadLetters> refused = retry(batchRecord, assignment, outage, failures, () -> attempt(batchRecord));
        return refused.isPresent() && write(refused.get(), batchRecord, assignment);
    }

    /** One attempt; returns the dead letters that are left to write, none as a rule. */
    private DeadLetters attempt(BatchRecord batchRecord) throws Exception {
        inFlight.beginWork(batchRecord);
        try {
            EventBatch batch = batchRecord.open();
            Outcome outcome = destination.deliver(batch);
            metrics.delivered(batch.header(), outcome);
            return deadLetters.ofEvents(batchRecord, batch, outcome.rejected());
        } catch (Exception e) {
            if (failures.classify(e) == Failures.Kind.REFUSED) {
                return deadLetters.ofBatch(batchRecord, e);
            }
            throw e;
        } finally {
            inFlight.endWork(batchRecord);
        }
    }

    private boolean write(DeadLetters letters, BatchRecord batchRecord, PartitionAssignment assignment)
            throws Exception {
        if (letters.isEmpty()) {
            return true;
        }
        Optional<Integer> written =
                retry(batchRecord, assignment, deadLetterOutage, DeadLetterWriter::classify, letters::write);
        written.ifPresent(count -> {
            metrics.deadLettered(count);
            LOG.atWarn()
                    .addKeyValue("topic", batchRecord.partition().topic())
                    .addKeyValue("partition", batchRecord.partition().partition())
                    .addKeyValue("offset", batchRecord.offset())
                    .addKeyValue("deadLetters", count)
                    .addKeyValue("reason", letters.reason())
                    .log("The destination has refused a batch, or events of it: they are on the dead-letter topic");
        });
        return written.isPresent();
    }

    /** Empty when the partition was revoked. */
    private <T> Optional<T> retry(
            BatchRecord batchRecord,
            PartitionAssignment assignment,
            Outage outage,
            Failures failures,
            Callable<T> attempt)
            throws Exception {
        int failed = 0;
        try {
            while (!assignment.revoked()) {
                try {
                    return Optional.of(attempt.call());
                } catch (Exception e) {
                    if (failures.classify(e) != Failures.Kind.RETRIABLE) {
                        throw e;
                    }
                    outage.failed(failed, batchRecord, e);
                    metrics.retried();
                }
                if (assignment.revokedWithin(backoff.pause(failed++))) {
                    break;
                }
            }
            return Optional.empty();
        } finally {
            outage.left(failed);
        }
    }
}
