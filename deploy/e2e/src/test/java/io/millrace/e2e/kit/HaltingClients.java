// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e.kit;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.processor.internals.DefaultKafkaClientSupplier;

/**
 * Clients for Kafka Streams that stop the JVM dead at one exact point of a commit, named by the system property
 * {@value #POINT}, at the commit numbered {@value #COMMIT}.
 */
public final class HaltingClients extends DefaultKafkaClientSupplier {
    /** What a pipeline needs to have them. */
    public static final Map<String, String> SETTINGS = Map.of(
            "kafka.default.client.supplier",
            HaltingClients.class.getName(),
            "kafka.main.consumer.interceptor.classes",
            Commits.class.getName());

    static final String POINT = "millrace.halt.point";
    static final String COMMIT = "millrace.halt.commit";

    private static final Point HALT_AT = Point.valueOf(System.getProperty(POINT, "NEVER"));
    private static final int HALT_COMMIT = Integer.getInteger(COMMIT, 1);
    private static final AtomicInteger COMMITS = new AtomicInteger();

    /** Points of a commit, in their order. */
    public enum Point {
        NEVER,
        /** After the drain, before the producer is flushed. */
        DRAINED,
        /** After the flush, before offsets or the transaction are committed. */
        FLUSHED,
        /** Right after the commit. */
        COMMITTED
    }

    private static void at(Point point) {
        if (point == HALT_AT && COMMITS.get() >= HALT_COMMIT) {
            Runtime.getRuntime().halt(137);
        }
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer()) {
            @Override
            public void flush() {
                COMMITS.incrementAndGet();
                at(Point.DRAINED);
                super.flush();
                at(Point.FLUSHED);
            }

            @Override
            public void commitTransaction() {
                super.commitTransaction();
                at(Point.COMMITTED);
            }
        };
    }

    /** The same after a commit of offsets without a transaction. */
    public static final class Commits implements ConsumerInterceptor<Object, Object> {
        @Override
        public ConsumerRecords<Object, Object> onConsume(ConsumerRecords<Object, Object> records) {
            return records;
        }

        @Override
        public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
            at(Point.COMMITTED);
        }

        @Override
        public void configure(Map<String, ?> config) {}

        @Override
        public void close() {}
    }
}
