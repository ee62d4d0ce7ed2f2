package io.millrace.bench.load;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends events when a schedule says so, on a thread of its own, evenly over the partitions of a topic. It lingers for
 * nothing: a request holds what became due while the one before it was on its way.
 */
public final class Sender implements AutoCloseable {
    private static final long PAUSE_NANOS = 400_000;

    private final String bootstrapServers;
    private final String topic;
    private final int partitions;
    private final List<byte[]> values;
    private final Schedule schedule;
    private final LongAdder acknowledged = new LongAdder();
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private final Thread thread = new Thread(this::run, "load");
    private volatile boolean stopped;

    /** @param values sent in turns */
    public Sender(String bootstrapServers, String topic, int partitions, byte[][] values, Schedule schedule) {
        this.bootstrapServers = bootstrapServers;
        this.topic = topic;
        this.partitions = partitions;
        this.values = List.of(values);
        this.schedule = schedule;
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
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "linger.ms", 0,
                        "batch.size", 200_000,
                        // On topics just made a second request could overtake a first that found no leader yet.
                        "max.in.flight.requests.per.connection", 1),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (long sent = 0; !stopped && failure.get() == null; ) {
                long due = schedule.due();
                if (sent >= due) {
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
                for (; sent < due && !stopped; sent++) {
                    send(producer, sent);
                }
            }
        } catch (RuntimeException e) {
            failure.compareAndSet(null, e);
        }
    }

    private void send(KafkaProducer<byte[], byte[]> producer, long event) {
        Future<RecordMetadata> unused = producer.send(
                new ProducerRecord<>(topic, (int) (event % partitions), schedule.time(event), null, values.get((int)
                        (event % values.size()))),
                this::done);
    }

    private void done(RecordMetadata place, Exception problem) {
        if (problem == null) {
            acknowledged.increment();
        } else {
            failure.compareAndSet(null, problem);
        }
    }

    /** Sends no more; what was sent is acknowledged when this returns. */
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
