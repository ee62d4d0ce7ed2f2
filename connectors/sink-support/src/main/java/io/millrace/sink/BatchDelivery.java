// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import io.millrace.schemas.EventBatch;
import io.millrace.sink.pace.Backoff;
import io.millrace.sink.pace.ConcurrencyLimit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
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
    private final ConcurrencyLimit limit;
    private final SinkMetrics metrics;
    private final Way delivering;
    private final Way deadLettering;

    BatchDelivery(
            Destination destination,
            Failures failures,
            DeadLetterWriter deadLetters,
            Backoff backoff,
            InFlight inFlight,
            ConcurrencyLimit limit,
            LongSupplier nanoTime,
            SinkMetrics metrics) {
        this.destination = destination;
        this.failures = failure ->
                failure instanceof NotAllTakenException ? Failures.Kind.RETRIABLE : failures.classify(failure);
        this.deadLetters = deadLetters;
        this.backoff = backoff;
        this.inFlight = inFlight;
        this.limit = limit;
        this.metrics = metrics;
        this.delivering = new Way(new Outage("destination", nanoTime, metrics), this.failures, RetryCause::ofDelivery);
        this.deadLettering = new Way(
                new Outage("dead-letter topic", nanoTime, metrics),
                DeadLetterWriter::classify,
                failure -> RetryCause.DEAD_LETTER_TOPIC);
    }

    /** A redriven batch is for the sink that had refused it, and no other; any other batch is for all. */
    boolean isForThisSink(BatchRecord batchRecord) {
        return batchRecord.addressee() == null || batchRecord.addressee().equals(deadLetters.sink());
    }

    /** Returns false when the partition was revoked before the batch was finished. Throws what is fatal. */
    boolean deliver(BatchRecord batchRecord, PartitionAssignment assignment) throws Exception {
        Progress progress = new Progress(destination);
        Optional<DeadLetters> refused =
                retry(batchRecord, assignment, delivering, () -> attempt(batchRecord, progress, assignment));
        return refused.isPresent() && write(refused.get(), batchRecord, assignment);
    }

    /** One attempt; returns the dead letters that are left to write, or nothing when the partition was revoked before. */
    private Optional<DeadLetters> attempt(BatchRecord batchRecord, Progress progress, PartitionAssignment assignment)
            throws Exception {
        inFlight.beginWork(batchRecord);
        try {
            ConcurrencyLimit.Permit permit = limit.acquire(batchRecord.size());
            ConcurrencyLimit.Sign sign = ConcurrencyLimit.Sign.NONE;
            try {
                if (assignment.revoked()) {
                    return Optional.empty();
                }
                DeadLetters letters = ask(batchRecord, progress);
                sign = progress.isRest ? ConcurrencyLimit.Sign.NONE : ConcurrencyLimit.Sign.TAKEN;
                return Optional.of(letters);
            } catch (Exception e) {
                if (failures.classify(e) == Failures.Kind.REFUSED) {
                    metrics.refused();
                    return Optional.of(deadLetters.ofBatch(batchRecord, e));
                }
                if (failures.classify(e) == Failures.Kind.RETRIABLE) {
                    sign = ConcurrencyLimit.Sign.REFUSED;
                }
                throw e;
            } finally {
                limit.release(permit, sign);
            }
        } finally {
            inFlight.endWork(batchRecord);
        }
    }

    private DeadLetters ask(BatchRecord batchRecord, Progress progress) throws Exception {
        EventBatch batch = batchRecord.open();
        progress.add(progress.next.deliver(batch));
        metrics.delivered(batch.header(), progress.rejected.size());
        return deadLetters.ofEvents(batchRecord, batch, progress.rejected);
    }

    /** Events are left for another attempt; the message is that of the cause. */
    static final class NotAllTakenException extends Exception {
        private static final long serialVersionUID = 1L;

        NotAllTakenException(Exception cause) {
            super(cause.getMessage(), cause);
        }
    }

    /** What is repeated, and as what that counts. */
    private record Way(Outage outage, Failures failures, Function<Exception, RetryCause> cause) {}

    /** What the attempts with a batch have left: whom to ask next, and the events rejected so far. For one thread. */
    private static final class Progress {
        private final Map<Integer, Exception> rejected = new HashMap<>();
        private Destination next;

        /** How soon a rest is taken says nothing of batches of that size. */
        private boolean isRest;

        Progress(Destination first) {
            next = first;
        }

        void add(Outcome outcome) throws NotAllTakenException {
            rejected.putAll(outcome.rejected());
            if (outcome instanceof Outcome.PartlyTaken partly) {
                next = partly.rest();
                isRest = true;
                throw new NotAllTakenException(partly.cause());
            }
        }
    }

    private boolean write(DeadLetters letters, BatchRecord batchRecord, PartitionAssignment assignment)
            throws Exception {
        if (letters.isEmpty()) {
            return true;
        }
        Optional<Integer> written = retry(batchRecord, assignment, deadLettering, () -> Optional.of(written(letters)));
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

    private int written(DeadLetters letters) throws Exception {
        try {
            return letters.write();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            metrics.deadLetterFailed();
            throw e;
        }
    }

    /** Empty when the partition was revoked. */
    private <T> Optional<T> retry(
            BatchRecord batchRecord, PartitionAssignment assignment, Way way, Callable<Optional<T>> attempt)
            throws Exception {
        int failed = 0;
        try {
            while (!assignment.revoked()) {
                try {
                    return attempt.call();
                } catch (Exception e) {
                    if (way.failures.classify(e) != Failures.Kind.RETRIABLE) {
                        throw e;
                    }
                    way.outage.failed(failed, batchRecord, e);
                    metrics.retried(way.cause.apply(e));
                }
                if (assignment.revokedWithin(backoff.pause(failed++))) {
                    break;
                }
            }
            return Optional.empty();
        } finally {
            way.outage.left(failed);
        }
    }
}
