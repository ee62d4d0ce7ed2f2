// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.s3;

import io.millrace.bench.data.BatchMaker;
import io.millrace.bench.data.JsonClicks;
import io.millrace.bench.sinks.BatchTopic;
import java.util.Arrays;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes the inputs, as the stream and as an ordinary producer would. */
final class InputWriter {
    private InputWriter() {}

    static void write(S3Bed s3, SinkInput input, long events) throws Exception {
        switch (input) {
            case JSON_EVENTS -> writeEvents(s3.bootstrapServers(), input.topic(), events);
            case JSON_BATCHES ->
                writeBatches(s3, input, events, BatchMaker.json(S3Runs.BATCH_EVENTS, S3Runs.EVENT_BYTES));
            case AVRO_BATCHES ->
                writeBatches(
                        s3, input, events, BatchMaker.avro(S3Runs.BATCH_EVENTS, S3Runs.EVENT_BYTES, s3.schemaId()));
        }
    }

    private static void writeBatches(S3Bed s3, SinkInput input, long events, BatchMaker maker) {
        long batches = events / S3Runs.BATCH_EVENTS;
        BatchTopic.write(s3.bootstrapServers(), input.topic(), S3Runs.PARTITIONS, batches, maker);
    }

    /** A line break ends each, for a sink that puts nothing between them. */
    private static void writeEvents(String bootstrapServers, String topic, long events) {
        byte[][] values = Arrays.stream(JsonClicks.values(S3Runs.EVENT_BYTES))
                .map(value -> {
                    byte[] line = Arrays.copyOf(value, value.length + 1);
                    line[value.length] = '\n';
                    return line;
                })
                .toArray(byte[][]::new);
        try (KafkaProducer<byte[], byte[]> producer = BatchTopic.producer(bootstrapServers)) {
            for (long i = 0; i < events; i++) {
                byte[] value = values[(int) (i % values.length)];
                int partition = (int) (i / S3Runs.BATCH_EVENTS % S3Runs.PARTITIONS);
                Future<?> unused = producer.send(new ProducerRecord<>(topic, partition, BatchMaker.START, null, value));
            }
        }
    }
}
