// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.load;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends events when a schedule says so, on a thread of its own, evenly over the partitions of a topic. */
public final class LoadSender implements AutoCloseable {
    private static final long PAUSE_NANOS = 400_000;

    private final Map<String, Object> producer;
    private final String topic;
    private final int partitions;
    private final LongFunction<byte[]> values;
    private final Schedule schedule;
    private final Receipts receipts;
    private final LongAdder acknowledged = new LongAdder();
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private final Thread thread = new Thread(this::run, "load");
    private volatile boolean stopped;

    /** Is told what became of each event, by its number in the schedule, on the producer's thread. */
    public interface Receipts {
        void acknowledged(long event);

        /** The broker may have it nevertheless. */
        void refused(long event, Exception problem);
    }

    /**
     * Lingers for nothing, so that a request holds what became due while the one before it was on its way, and fails with
     * the first event that cannot be sent.
     *
     * @param values sent in turns
     */
    public LoadSender(String bootstrapServers, String topic, int partitions, byte[][] values, Schedule schedule) {
        this(
                Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "linger.ms", 0,
                        "batch.size", 200_000,
                        // On topics just made a second request could overtake a first that found no leader yet.
                        "max.in.flight.requests.per.connection", 1),
                topic,
                partitions,
                inTurns(List.of(values)),
                schedule,
                null);
    }

    /**
     * @param producer its settings
     * @param values by the event's number
     * @param receipts null when an event that cannot be sent is a failure
     */
    public LoadSender(
            Map<String, Object> producer,
            String topic,
            int partitions,
            LongFunction<byte[]> values,
            Schedule schedule,
            Receipts receipts) {
        this.producer = Map.copyOf(producer);
        this.topic = topic;
        this.partitions = partitions;
        this.values = values;
        this.schedule = schedule;
        this.receipts = receipts;
    }

    private static LongFunction<byte[]> inTurns(List<byte[]> values) {
        return event -> values.get((int) (event % values.size()));
    }

    public void start() {
        thread.setDaemon(true);
        thread.start();
    }

    /** Events that the broker has. Throws when one of them could not be sent. */
    public long acknowledged() {
        if (failure.get() != null) {
            throw new IllegalStateException("Events cannot be sent to " + topic, failure.get());
        }
        return acknowledged.sum();
    }

    private void run() {
        try (KafkaProducer<byte[], byte[]> open =
                new KafkaProducer<>(producer, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (long sent = 0; !stopped && failure.get() == null; ) {
                long due = schedule.due();
                if (sent >= due) {
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
                for (; sent < due && !stopped; sent++) {
                    send(open, sent);
                }
            }
        } catch (RuntimeException e) {
            failure.compareAndSet(null, e);
        }
    }

    private void send(KafkaProducer<byte[], byte[]> open, long event) {
        Future<RecordMetadata> unused = open.send(
                new ProducerRecord<>(
                        topic, (int) (event % partitions), schedule.time(event), null, values.apply(event)),
                (place, problem) -> done(event, problem));
    }

    private void done(long event, Exception problem) {
        if (problem == null) {
            acknowledged.increment();
            if (receipts != null) {
                receipts.acknowledged(event);
            }
        } else if (receipts != null) {
            receipts.refused(event, problem);
        } else {
            failure.compareAndSet(null, problem);
        }
    }

    /** Sends no more; what was sent is acknowledged when this returns, or given up. */
    @Override
    public void close() {
        stopped = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
