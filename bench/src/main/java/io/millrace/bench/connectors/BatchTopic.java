// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.connectors;

import io.millrace.bench.data.BatchMaker;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes batches to a topic as the stream would, in turn to each partition. */
public final class BatchTopic {
    private BatchTopic() {}

    /** A producer for records as large as batches. */
    public static KafkaProducer<byte[], byte[]> producer(String bootstrapServers) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", bootstrapServers,
                "linger.ms", 50,
                "batch.size", 200_000,
                "max.request.size", 16_000_000,
                "max.in.flight.requests.per.connection", 1);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    public static void write(String bootstrapServers, String topic, int partitions, long batches, BatchMaker maker) {
        try (KafkaProducer<byte[], byte[]> producer = producer(bootstrapServers)) {
            for (long i = 0; i < batches; i++) {
                int partition = (int) (i % partitions);
                long first = i / partitions * maker.batchEvents();
                Future<?> unused = producer.send(new ProducerRecord<>(
                        topic,
                        partition,
                        BatchMaker.START,
                        maker.key(partition, first),
                        maker.batch(partition, first)));
            }
        }
    }
}
