// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.load;

import io.millrace.schemas.MalformedAvroException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads a sink topic from its beginning on, on a thread of its own. */
public final class Tail implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final Map<String, Object> settings;
    private final String topic;
    private final int partitions;
    private final Visitor visitor;
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private final Thread thread = new Thread(this::run, "tail");
    private volatile boolean stopped;

    /** Is shown each record as soon as it can be read, on the thread that reads. */
    public interface Visitor {
        void see(ConsumerRecord<byte[], byte[]> batch) throws MalformedAvroException;
    }

    /** @param committedOnly whether what a transaction wrote waits until that is committed */
    public Tail(String bootstrapServers, String topic, int partitions, boolean committedOnly, Visitor visitor) {
        this(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "isolation.level",
                        committedOnly ? "read_committed" : "read_uncommitted"),
                topic,
                partitions,
                visitor);
    }

    /** @param consumer its settings */
    public Tail(Map<String, Object> consumer, String topic, int partitions, Visitor visitor) {
        this.settings = new HashMap<>(consumer);
        // One that lost its place must not begin anew: what it had seen would seem to have come twice.
        settings.put("auto.offset.reset", "none");
        settings.put("enable.auto.commit", false);
        this.topic = topic;
        this.partitions = partitions;
        this.visitor = visitor;
    }

    public void start() {
        thread.setDaemon(true);
        thread.start();
    }

    /** Throws when nothing is read any more. */
    public void check() {
        if (failure.get() != null) {
            throw new IllegalStateException("The batches of " + topic + " cannot be read", failure.get());
        }
    }

    private void run() {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(IntStream.range(0, partitions)
                    .mapToObj(partition -> new TopicPartition(topic, partition))
                    .toList());
            consumer.seekToBeginning(consumer.assignment());
            while (!stopped) {
                for (ConsumerRecord<byte[], byte[]> batch : consumer.poll(POLL)) {
                    visitor.see(batch);
                }
            }
        } catch (RuntimeException | MalformedAvroException e) {
            failure.set(e);
        }
    }

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
