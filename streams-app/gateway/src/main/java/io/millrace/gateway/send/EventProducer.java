// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.send;

import io.millrace.config.MillraceConfig;
import io.millrace.gateway.admission.SendPath;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The producer of one pipeline: its own, so that what happens to the partitions of one pipeline neither fills the buffer nor fails the
 * sends of another. It can be replaced while events flow. Thread-safe.
 */
public final class EventProducer implements SendPath, AutoCloseable {
    private final String pipeline;
    private final String topic;
    private final Function<Map<String, Object>, Producer<byte[], byte[]>> producers;
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private volatile ProducerLife current;

    /** {@code config} has the settings of the producers of events. */
    public EventProducer(String pipeline, String topic, MillraceConfig config) {
        this(
                pipeline,
                topic,
                config,
                settings -> new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer()));
    }

    /** With what {@code producers} makes of settings. */
    public EventProducer(
            String pipeline,
            String topic,
            MillraceConfig config,
            Function<Map<String, Object>, Producer<byte[], byte[]>> producers) {
        this.pipeline = pipeline;
        this.topic = topic;
        this.producers = producers;
        this.current = create(config);
    }

    private ProducerLife create(MillraceConfig config) {
        Map<String, Object> settings = config.client(MillraceConfig.GATEWAY_PRODUCER);
        ProducerLife.neverWait(settings);
        settings.merge(ProducerConfig.CLIENT_ID_CONFIG, "gateway-" + pipeline, (own, ours) -> own + "-" + pipeline);
        return new ProducerLife(producers.apply(settings), topic);
    }

    /** To be called every few milliseconds, by one thread: what admission asks is answered from what this has seen. */
    public void look() {
        current.look();
    }

    @Override
    public boolean isReady() {
        return current.isReady();
    }

    @Override
    public boolean isNearlyFull() {
        return current.isNearlyFull();
    }

    @Override
    public long bufferBytes() {
        return current.bufferBytes();
    }

    /** Whether it will never send again, and has to be replaced. */
    public boolean isBroken() {
        return current.isBroken();
    }

    /** One producer for all sends of {@code work}, which must not wait. */
    void use(Consumer<ProducerLife> work) {
        lock.readLock().lock();
        try {
            work.accept(current);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** A producer with other settings, which has not been told of the topic yet. Throws Kafka's own exceptions for settings that it refuses. */
    public Replacement prepare(MillraceConfig config) {
        return new Replacement(create(config));
    }

    @Override
    public void close() {
        current.close();
    }

    /** Waits that long for what was sent. */
    public void close(Duration patience) {
        current.close(patience);
    }

    /** A producer that may take the place of the present one. */
    public final class Replacement implements AutoCloseable {
        private final ProducerLife next;
        private boolean used;

        private Replacement(ProducerLife next) {
            this.next = next;
        }

        /** Whether it knows the topic; asks for what it does not know. */
        public boolean isReady() {
            next.look();
            return next.isReady();
        }

        /** From now on events go through it; the previous one keeps what it has until {@code patience} is over. */
        public void takeOver(Duration patience) {
            ProducerLife previous;
            lock.writeLock().lock();
            try {
                previous = current;
                current = next;
                used = true;
            } finally {
                lock.writeLock().unlock();
            }
            previous.close(patience);
        }

        @Override
        public void close() {
            if (!used) {
                next.close();
            }
        }
    }
}
