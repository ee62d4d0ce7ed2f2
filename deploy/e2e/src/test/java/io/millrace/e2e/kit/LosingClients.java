// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e.kit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.processor.internals.DefaultKafkaClientSupplier;

/** Clients for Kafka Streams in this JVM whose producer, once told, loses all that is sent until the next flush, or times out. */
public final class LosingClients extends DefaultKafkaClientSupplier {
    /** So many batches a transaction has sent when a step of it times out: more than one of each partition. */
    private static final int MANY = 3 * Cluster.PARTITIONS;

    /** Until the next flush that has anything to lose. */
    private static final AtomicBoolean LOSING = new AtomicBoolean();

    /** Until that step of a transaction with many batches. */
    private static final AtomicReference<Step> TIMES_OUT = new AtomicReference<>();

    /** Steps of a transaction after which Kafka Streams calls tasks corrupted. */
    public enum Step {
        /** All tasks of the thread, in the commit. */
        OFFSETS,
        /** One task, in the midst of its work. */
        PARTITIONS
    }

    public static void loseSends() {
        LOSING.set(true);
    }

    public static void timeOut(Step step) {
        TIMES_OUT.set(step);
    }

    /** Whether what was asked for has happened. */
    public static boolean hasStruck() {
        return !LOSING.get() && TIMES_OUT.get() == null;
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return new LosingProducer(config);
    }

    private static final class LosingProducer extends KafkaProducer<byte[], byte[]> {
        private final List<Callback> lost = new ArrayList<>();
        private int batches;

        LosingProducer(Map<String, Object> config) {
            super(config, new ByteArraySerializer(), new ByteArraySerializer());
        }

        @Override
        public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
            if (record.topic().endsWith(".batches")) {
                batches++;
            }
            if (!LOSING.get()) {
                return super.send(record, callback);
            }
            lost.add(callback);
            return new CompletableFuture<>();
        }

        @Override
        public void beginTransaction() {
            batches = 0;
            super.beginTransaction();
        }

        @Override
        public List<PartitionInfo> partitionsFor(String topic) {
            step(Step.PARTITIONS);
            return super.partitionsFor(topic);
        }

        @Override
        public void sendOffsetsToTransaction(
                Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
            step(Step.OFFSETS);
            super.sendOffsetsToTransaction(offsets, group);
        }

        private void step(Step step) {
            if (batches >= MANY && TIMES_OUT.compareAndSet(step, null)) {
                throw new TimeoutException("timed out by the test");
            }
        }

        @Override
        public void flush() {
            super.flush();
            if (!lost.isEmpty()) {
                LOSING.set(false);
                lost.forEach(callback -> callback.onCompletion(null, new TimeoutException("lost by the test")));
                lost.clear();
            }
        }
    }
}
