package io.millrace.sink;

import io.millrace.sink.offsets.BrokerOffsets;
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
 * {@link #put} never waits. When its {@link Room} is full the partitions are paused, while Connect goes on polling, so
 * that the task stays in its group however long an outage lasts. What the last poll brought beyond the bound waits in
 * memory; nothing else does. Offsets follow the batches that finished without a gap.
 *
 * <p>Every method is for the task's thread and mirrors the {@link org.apache.kafka.connect.sink.SinkTask} method of the
 * same name. A failure on a delivery thread surfaces in the next {@link #put} or {@link #preCommit}.
 */
public final class Delivery {
    /** How soon Connect calls {@link #put} again while partitions are paused. */
    static final long PAUSED_POLL_MS = 10;

    /** The same while batches are in flight, so that a failure does not wait for the next record. */
    static final long BUSY_POLL_MS = 500;

    private final SinkTaskContext context;
    private final BatchDelivery settlement;
    private final SinkMetrics metrics;
    private final Room room;
    private final ExpiredBatches expired;
    private final ExecutorService threads;
    private final AutoCloseable resources;

    private final Map<TopicPartition, PartitionAssignment> lanes = new HashMap<>();
    private final AtomicReference<ConnectException> failure = new AtomicReference<>();
    private boolean paused;

    Delivery(
            SinkTaskContext context,
            BatchDelivery settlement,
            SinkMetrics metrics,
            Room room,
            ExpiredBatches expired,
            ExecutorService threads,
            AutoCloseable resources) {
        this.context = context;
        this.settlement = settlement;
        this.metrics = metrics;
        this.room = room;
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
                InstantSource.system());
        metrics.register(config.sink(), config.task());
        Backoff backoff = new Backoff(config.firstBackoff(), config.longestBackoff(), new Random());
        Room room = config.room();
        BatchDelivery settlement =
                new BatchDelivery(destination, failures, deadLetters, backoff, room, System::nanoTime, metrics);
        ExpiredBatches expired = new ExpiredBatches(new BrokerOffsets(admin, config.group()), metrics);
        ExecutorService threads = threads(config.sink(), config.maxInFlight());
        return new Delivery(context, settlement, metrics, room, expired, threads, () -> {
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

    /** Partitions begin anew: what an earlier assignment of them left is forgotten. */
    public void open(Collection<TopicPartition> partitions) {
        close(partitions);
        partitions.forEach(partition -> lanes.put(partition, new PartitionAssignment()));
        expired.opened(partitions);
        balance();
    }

    /** Drops the partitions' waiting batches; those under way end without effect on any offset. */
    public void close(Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            PartitionAssignment lane = lanes.remove(partition);
            if (lane != null) {
                lane.revoke();
            }
        }
    }

    /** Takes the records over and returns at once. */
    public void put(Collection<SinkRecord> records) {
        throwFailure();
        List<ExpiredBatches.Gap> gaps = new ArrayList<>();
        for (SinkRecord sinkRecord : records) {
            BatchRecord parcel = new BatchRecord(sinkRecord);
            PartitionAssignment lane =
                    lanes.computeIfAbsent(parcel.partition(), partition -> new PartitionAssignment());
            long expected = lane.offsets().handedOver(parcel.offset());
            gaps.add(new ExpiredBatches.Gap(parcel.partition(), expected, parcel.offset()));
            room.enter(parcel);
            long ticket = metrics.started();
            threads.execute(() -> run(parcel, lane, ticket));
        }
        expired.jumped(gaps);
        balance();
    }

    private void run(BatchRecord parcel, PartitionAssignment lane, long ticket) {
        try {
            if (settlement.settle(parcel, lane)) {
                lane.offsets().finished(parcel.offset());
            }
        } catch (Throwable e) {
            if (!lane.revoked()) {
                failure.compareAndSet(null, failed(parcel, e));
            }
        } finally {
            room.leave(parcel);
            metrics.ended(ticket);
        }
    }

    private void balance() {
        if (room.isFull()) {
            context.pause(assigned());
            paused = true;
        } else if (paused) {
            context.resume(assigned());
            paused = false;
        }
        if (!room.isEmpty()) {
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
            PartitionAssignment lane = lanes.get(partition);
            if (lane == null) {
                return;
            }
            if (lane.offsets().allFinished()) {
                committable.put(partition, offset);
            } else {
                lane.offsets().committable().ifPresent(next -> committable.put(partition, new OffsetAndMetadata(next)));
            }
        });
        return committable;
    }

    private static ConnectException failed(BatchRecord parcel, Throwable cause) {
        String why = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        return new ConnectException(
                "Delivery has failed at " + parcel.partition() + ", offset " + parcel.offset() + ": " + why, cause);
    }

    /** A new one each time: Connect may keep and log both. */
    private void throwFailure() {
        ConnectException first = failure.get();
        if (first != null) {
            throw new ConnectException(first.getMessage(), first.getCause());
        }
    }

    /** Interrupts what is under way and waits for none of it. */
    public void stop() {
        close(Set.copyOf(lanes.keySet()));
        threads.shutdownNow();
        try {
            resources.close();
        } catch (Exception e) {
            throw new ConnectException("Cannot stop cleanly", e);
        }
    }
}
