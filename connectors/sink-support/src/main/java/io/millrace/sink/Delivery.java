// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import io.millrace.sink.offsets.BrokerOffsets;
import io.millrace.sink.pace.Backoff;
import io.millrace.sink.pace.ConcurrencyLimit;
import io.millrace.sink.scrape.MetricsListener;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;

/**
 * The loop between a sink task and its destination. Each record is one batch and one unit of work for its own threads;
 * {@link #put} never waits. When {@link InFlight} is full the partitions are paused while Connect goes on polling, so
 * that the task stays in its group however long an outage lasts. What the last poll brought beyond the limit waits in
 * memory; nothing else does. An offset may be committed when its batch and all batches before it are finished.
 *
 * <p>Every method is for the task's thread and mirrors the {@link org.apache.kafka.connect.sink.SinkTask} method of the
 * same name. A failure on a delivery thread surfaces in the next {@link #put} or {@link #preCommit}.
 */
public final class Delivery {
    /** How soon Connect calls {@link #put} again while partitions are paused. */
    static final long PAUSED_POLL_MS = 10;

    /** The same while batches are in flight, so that a failure surfaces without a new record. */
    static final long BUSY_POLL_MS = 500;

    private final SinkTaskContext context;
    private final BatchDelivery batchDelivery;
    private final SinkMetrics metrics;
    private final InFlight inFlight;
    private final ExpiredBatches expired;
    private final ExecutorService threads;
    private final AutoCloseable resources;

    private final Map<TopicPartition, PartitionAssignment> assignments = new HashMap<>();
    private final AtomicReference<ConnectException> failure = new AtomicReference<>();
    private boolean paused;

    Delivery(
            SinkTaskContext context,
            BatchDelivery batchDelivery,
            SinkMetrics metrics,
            InFlight inFlight,
            ExpiredBatches expired,
            ExecutorService threads,
            AutoCloseable resources) {
        this.context = context;
        this.batchDelivery = batchDelivery;
        this.metrics = metrics;
        this.inFlight = inFlight;
        this.expired = expired;
        this.threads = threads;
        this.resources = resources;
    }

    /**
     * A delivery with its Kafka clients, its metrics and its threads; {@link #stop} ends all of them. Throws
     * {@link ConnectException} when a dead-letter topic is missing.
     */
    public static Delivery start(
            DeliveryConfig config, SinkTaskContext context, Destination destination, Failures failures) {
        MetricsListener.open();
        Admin admin = DeadLetterTopics.admin(config);
        try {
            DeadLetterTopics.check(admin, config);
            return start(config, context, destination, failures, admin);
        } catch (RuntimeException e) {
            admin.close(Duration.ZERO);
            throw e;
        }
    }

    private static Delivery start(
            DeliveryConfig config, SinkTaskContext context, Destination destination, Failures failures, Admin admin) {
        SinkMetrics metrics = new SinkMetrics(System::nanoTime);
        DeadLetterWriter deadLetters = new DeadLetterWriter(
                new KafkaProducer<>(config.deadLetterClient(), new ByteArraySerializer(), new ByteArraySerializer()),
                config.deadLetterTopic(),
                config.reads(),
                config.sink(),
                config.sinkType(),
                InstantSource.system());
        metrics.register(config.sink(), config.task(), config.sinkType());
        Backoff backoff = new Backoff(config.firstBackoff(), config.longestBackoff(), new Random());
        InFlight inFlight = config.inFlight();
        ConcurrencyLimit limit = new ConcurrencyLimit(1, config.maxInFlight(), System::nanoTime, metrics::limitedTo);
        BatchDelivery batchDelivery = new BatchDelivery(
                destination, failures, deadLetters, backoff, inFlight, limit, System::nanoTime, metrics);
        ExpiredBatches expired = new ExpiredBatches(new BrokerOffsets(admin, config.group()), metrics);
        ExecutorService threads = threads(config.sink(), config.maxInFlight());
        return new Delivery(context, batchDelivery, metrics, inFlight, expired, threads, () -> {
            metrics.close();
            deadLetters.close();
            admin.close(Duration.ZERO);
        });
    }

    static ExecutorService threads(String sink, int count) {
        AtomicInteger number = new AtomicInteger();
        return Executors.newFixedThreadPool(count, work -> {
            Thread thread = new Thread(work, "delivery-" + sink + '-' + number.getAndIncrement());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Starts new assignments of the partitions; earlier ones are forgotten. */
    public void open(Collection<TopicPartition> partitions) {
        close(partitions);
        partitions.forEach(partition -> assignments.put(partition, new PartitionAssignment()));
        expired.opened(partitions);
        pauseOrResume();
    }

    /** Drops the partitions' waiting batches; those being delivered finish without moving any offset. */
    public void close(Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            PartitionAssignment assignment = assignments.remove(partition);
            if (assignment != null) {
                assignment.revoke();
            }
        }
    }

    /** Queues the records and returns at once. */
    public void put(Collection<SinkRecord> records) {
        throwFailure();
        List<ExpiredBatches.Gap> gaps = new ArrayList<>();
        for (SinkRecord sinkRecord : records) {
            BatchRecord batchRecord = new BatchRecord(sinkRecord);
            PartitionAssignment assignment =
                    assignments.computeIfAbsent(batchRecord.partition(), partition -> new PartitionAssignment());
            long expected = assignment.offsets().handedOver(batchRecord.offset());
            gaps.add(new ExpiredBatches.Gap(batchRecord.partition(), expected, batchRecord.offset()));
            if (!batchDelivery.isForThisSink(batchRecord)) {
                assignment.offsets().finished(batchRecord.offset());
                continue;
            }
            inFlight.add(batchRecord);
            long ticket = metrics.started();
            threads.execute(() -> run(batchRecord, assignment, ticket));
        }
        expired.jumped(gaps);
        pauseOrResume();
    }

    private void run(BatchRecord batchRecord, PartitionAssignment assignment, long ticket) {
        try {
            if (batchDelivery.deliver(batchRecord, assignment)) {
                assignment.offsets().finished(batchRecord.offset());
                metrics.finished(batchRecord.sinkRecord().timestamp());
            }
        } catch (Throwable e) {
            if (!assignment.revoked()) {
                failure.compareAndSet(null, failed(batchRecord, e));
            }
        } finally {
            inFlight.remove(batchRecord);
            metrics.ended(ticket);
        }
    }

    private void pauseOrResume() {
        if (inFlight.isFull()) {
            TopicPartition[] partitions = assigned();
            context.pause(partitions);
            metrics.paused(partitions.length);
            paused = true;
        } else if (paused) {
            context.resume(assigned());
            metrics.paused(0);
            paused = false;
        }
        if (!inFlight.isEmpty()) {
            context.timeout(paused ? PAUSED_POLL_MS : BUSY_POLL_MS);
        }
    }

    private TopicPartition[] assigned() {
        return context.assignment().toArray(TopicPartition[]::new);
    }

    /**
     * The offsets Connect may commit. A partition with nothing unfinished keeps what Connect proposes, which is past
     * records that a transform or converter dropped.
     */
    public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> proposed) {
        throwFailure();
        Map<TopicPartition, OffsetAndMetadata> committable = new HashMap<>();
        proposed.forEach((partition, offset) -> {
            PartitionAssignment assignment = assignments.get(partition);
            if (assignment == null) {
                return;
            }
            if (assignment.offsets().allFinished()) {
                committable.put(partition, offset);
            } else {
                assignment
                        .offsets()
                        .committable()
                        .ifPresent(next -> committable.put(partition, new OffsetAndMetadata(next)));
            }
        });
        return committable;
    }

    private static ConnectException failed(BatchRecord batchRecord, Throwable cause) {
        String why = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        return new ConnectException(
                "Delivery failed at " + batchRecord.partition() + ", offset " + batchRecord.offset() + ": " + why,
                cause);
    }

    /** Throws a new exception each time, because Connect may keep and log each of them. */
    private void throwFailure() {
        ConnectException first = failure.get();
        if (first != null) {
            throw new ConnectException(first.getMessage(), first.getCause());
        }
    }

    /** Interrupts the deliveries and does not wait for them. */
    public void stop() {
        close(Set.copyOf(assignments.keySet()));
        threads.shutdownNow();
        try {
            resources.close();
        } catch (Exception e) {
            throw new ConnectException("Cannot stop cleanly", e);
        }
    }
}
