// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.send;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.PartitionInfo;

/** One Kafka producer from its creation to its end. */
final class ProducerLife implements AutoCloseable {
    private static final double NEARLY_FULL = 0.2;
    /** At first it asks for the topic at every look, then seldom: Kafka logs each answer that there is none. */
    private static final int EAGER_LOOKS = 50;

    private static final int RARE = 50;

    private final Producer<byte[], byte[]> producer;
    private final String topic;
    private final Metric available;
    private final long total;
    private int looks;
    private volatile int partitions;
    private volatile boolean nearlyFull;
    private volatile boolean broken;

    ProducerLife(Producer<byte[], byte[]> producer, String topic) {
        this.producer = producer;
        this.topic = topic;
        available = metric("buffer-available-bytes");
        total = ((Number) metric("buffer-total-bytes").metricValue()).longValue();
    }

    private Metric metric(String name) {
        return producer.metrics().entrySet().stream()
                .filter(entry -> entry.getKey().name().equals(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
    }

    /** Asks what can be known without waiting; what is not known yet is requested. */
    void look() {
        nearlyFull = ((Number) available.metricValue()).doubleValue() < NEARLY_FULL * total;
        looks++;
        if (looks > EAGER_LOOKS && looks % RARE != 0) {
            return;
        }
        try {
            List<PartitionInfo> known = producer.partitionsFor(topic);
            partitions = known.size();
        } catch (KafkaException e) {
            // Not there, not reachable, or not allowed: it stays what it was.
        }
    }

    boolean isReady() {
        return partitions > 0;
    }

    boolean isNearlyFull() {
        return nearlyFull;
    }

    long bufferBytes() {
        return total;
    }

    /** Of the topic; 0 as long as they are not known. */
    int partitions() {
        return partitions;
    }

    /** Never waits: what has no room or no known partition fails at once. */
    void send(ProducerRecord<byte[], byte[]> event, Callback callback) {
        try {
            // The callback is told of both outcomes.
            Future<RecordMetadata> unused = producer.send(event, callback);
        } catch (KafkaException e) {
            // Whatever concerns one event goes to the callback: this producer will never send again.
            broken = true;
            throw e;
        }
    }

    /** Whether it will never send again. */
    boolean isBroken() {
        return broken;
    }

    /** Waits that long for what was sent. */
    void close(Duration patience) {
        producer.close(patience);
    }

    @Override
    public void close() {
        close(Duration.ZERO);
    }

    /** {@code settings} so that nothing waits in {@link #send}. What is known of the topic is kept for as long as somebody looks. */
    static void neverWait(Map<String, Object> settings) {
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 0);
    }
}
