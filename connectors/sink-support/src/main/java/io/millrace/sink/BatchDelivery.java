package io.millrace.sink;

import io.millrace.schemas.EventBatch;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings one batch to its end, on the calling thread: delivered, or parked as a dead letter, however long that takes.
 * Thread-safe.
 */
final class BatchDelivery {
    /** One way to settle a batch. */
    private interface Attempt {
        void run() throws Exception;
    }

    private static final Logger LOG = LoggerFactory.getLogger(BatchDelivery.class);

    private final Destination destination;
    private final Failures failures;
    private final DeadLetterWriter deadLetters;
    private final Backoff backoff;
    private final Room room;
    private final SinkMetrics metrics;
    private final Outage outage;
    private final Outage deadLetterOutage;

    BatchDelivery(
            Destination destination,
            Failures failures,
            DeadLetterWriter deadLetters,
            Backoff backoff,
            Room room,
            LongSupplier nanoTime,
            SinkMetrics metrics) {
        this.destination = destination;
        this.failures = failures;
        this.deadLetters = deadLetters;
        this.backoff = backoff;
        this.room = room;
        this.metrics = metrics;
        this.outage = new Outage("destination", nanoTime, metrics);
        this.deadLetterOutage = new Outage("dead-letter topic", nanoTime, metrics);
    }

    /** False when the lane was revoked before the batch was settled. Throws what is fatal. */
    boolean settle(BatchRecord parcel, PartitionAssignment lane) throws Exception {
        try {
            return repeat(parcel, lane, outage, failures, () -> deliver(parcel));
        } catch (Exception refused) {
            if (failures.classify(refused) != FailureKind.RECORD) {
                throw refused;
            }
            return repeat(parcel, lane, deadLetterOutage, DeadLetterWriter::classify, () -> park(parcel, refused));
        }
    }

    private void deliver(BatchRecord parcel) throws Exception {
        room.begin(parcel);
        try {
            EventBatch batch = parcel.open();
            destination.deliver(batch);
            metrics.delivered(batch.header());
        } finally {
            room.end(parcel);
        }
    }

    private void park(BatchRecord parcel, Exception refused) throws Exception {
        deadLetters.park(parcel, refused);
        metrics.deadLettered();
        LOG.atWarn()
                .addKeyValue("topic", parcel.partition().topic())
                .addKeyValue("partition", parcel.partition().partition())
                .addKeyValue("offset", parcel.offset())
                .addKeyValue("reason", refused)
                .log("Batch parked as a dead letter");
    }

    private boolean repeat(BatchRecord parcel, PartitionAssignment lane, Outage outage, Failures table, Attempt attempt)
            throws Exception {
        int failed = 0;
        try {
            while (!lane.revoked()) {
                try {
                    attempt.run();
                    return true;
                } catch (Exception e) {
                    if (table.classify(e) != FailureKind.RETRIABLE) {
                        throw e;
                    }
                    outage.failed(failed, parcel, e);
                    metrics.retried();
                }
                if (lane.revokedWithin(backoff.pause(failed++))) {
                    break;
                }
            }
            return false;
        } finally {
            outage.left(failed);
        }
    }
}
