// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.drill.fault;

import io.millrace.config.MillraceConfig;
import io.millrace.config.PipelineConfig;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A producer that sends what no sound one does. */
final class RawEvents implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;

    RawEvents(MillraceConfig config) {
        producer = new KafkaProducer<>(
                config.client(MillraceConfig.GATEWAY_PRODUCER), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** One to each partition of the pipeline's source topic. */
    void send(PipelineConfig pipeline, byte[] value) {
        producer.partitionsFor(pipeline.sourceTopic()).forEach(partition -> {
            Future<RecordMetadata> unused =
                    producer.send(new ProducerRecord<>(pipeline.sourceTopic(), partition.partition(), null, value));
        });
    }

    /** What is sent arrives first. */
    @Override
    public void close() {
        producer.close();
    }
}
