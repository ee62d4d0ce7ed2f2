package io.millrace.sink;

import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;

/**
 * The loop between a sink task and its destination. Each record is one batch and one unit of work for its own threads;
 * {@link #put} never waits. When {@code maxInFlight} batches are unfinished the partitions are paused, while Connect goes
 * on polling, so that the task stays in its group however long an outage lasts. What the last poll brought beyond the
 * bound waits in memory; nothing else does. Offsets follow the batches that finished without a gap.
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
    private final Settlement settlement;
    private final SinkMetrics metrics;
    private final int maxInFlight;
    private final ExecutorService threads;
    private final AutoCloseable resources;

    private final Map<TopicPartition, Lane> lanes = new HashMap<>();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private boolean paused;

    Delivery(
            SinkTaskContext context,
            Settlement settlement,
            SinkMetrics metrics,
            int maxInFlight,
            String sink,
            AutoCloseable resources) {
        this.context = context;
        this.settlement = settlement;
        this.metrics = metrics;
        this.maxInFlight = maxInFlight;
        this.resources = resources;
        AtomicInteger number = new AtomicInteger();
        this.threads = Executors.newFixedThreadPool(maxInFlight, work -> {
            Thread thread = new Thread(work, "delivery-" + sink + '-' + number.getAndIncrement());
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * A delivery with its dead-letter producer, its metrics and its threads; {@link #stop} ends all of them. Throws
     * {@link ConnectException} when a dead-letter topic is missing.
     */
    public static Delivery start(
            DeliveryConfig config, SinkTaskContext context, Destination destination, Failures failures) {
        DeadLetterTopics.check(config);
        InstantSource clock = InstantSource.system();
        SinkMetrics metrics = new SinkMetrics();
        DeadLetters deadLetters = new DeadLetters(
                new KafkaProducer<>(config.deadLetterClient(), new ByteArraySerializer(), new ByteArraySerializer()),
                config.deadLetterTopic(),
                config.sink(),
                clock);
        metrics.register(config.sink(), config.task());
        Backoff backoff = new Backoff(config.firstBackoff(), config.longestBackoff(), new Random());
        Settlement settlement = new Settlement(destination, failures, deadLetters, backoff, clock, metrics);
        return new Delivery(context, settlement, metrics, config.maxInFlight(), config.sink(), () -> {
            metrics.close();
            deadLetters.close();
        });
    }

    /** Partitions begin anew: what an earlier assignment of them left is forgotten. */
    public void open(Collection<TopicPartition> partitions) {
        close(partitions);
        partitions.forEach(partition -> lanes.put(partition, new Lane()));
        balance();
    }

    /** Drops the partitions' waiting batches; those under way end without effect on any offset. */
    public void close(Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            Lane lane = lanes.remove(partition);
            if (lane != null) {
                lane.revoke();
            }
        }
    }

    /** Takes the records over and returns at once. */
    public void put(Collection<SinkRecord> records) {
        throwFailure();
        for (SinkRecord sinkRecord : records) {
            Parcel parcel = new Parcel(sinkRecord);
            Lane lane = lanes.computeIfAbsent(parcel.partition(), partition -> new Lane());
            lane.offsets().handedOver(parcel.offset());
            inFlight.incrementAndGet();
            metrics.started();
            threads.execute(() -> run(parcel, lane));
        }
        balance();
    }

    private void run(Parcel parcel, Lane lane) {
        try {
            if (settlement.settle(parcel, lane)) {
                lane.offsets().finished(parcel.offset());
            }
        } catch (Throwable e) {
            if (!lane.revoked()) {
                failure.compareAndSet(null, e);
            }
        } finally {
            inFlight.decrementAndGet();
            metrics.ended();
        }
    }

    private void balance() {
        int unfinished = inFlight.get();
        if (unfinished >= maxInFlight) {
            context.pause(assigned());
            paused = true;
        } else if (paused) {
            context.resume(assigned());
            paused = false;
        }
        if (unfinished > 0) {
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
            Lane lane = lanes.get(partition);
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

    private void throwFailure() {
        Throwable cause = failure.get();
        if (cause != null) {
            throw new ConnectException("Delivery has failed: " + cause.getMessage(), cause);
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
