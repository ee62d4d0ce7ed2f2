// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.s3;

import io.millrace.bench.data.Fill;
import io.millrace.schemas.AvroBuffer;
import io.millrace.schemas.BatchHeader;
import io.millrace.schemas.BatchWriter;
import io.millrace.schemas.CloseReason;
import io.millrace.schemas.Event;
import io.millrace.schemas.EventEncoding;
import io.millrace.schemas.PayloadFormat;
import io.millrace.schemas.WireFormat;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes the inputs, as the stream and as an ordinary producer would. */
final class InputWriter {
    private static final String PIPELINE = "bench";
    private static final String SOURCE = "bench.events";
    private static final Headers NO_HEADERS = new RecordHeaders();
    /** 2026-01-01: all in one hour. */
    private static final long START = 1_767_225_600_000L;

    private static final int HOUR_MS = 3_600_000;
    /** Nobody asks the registry for it. */
    private static final int BATCH_SCHEMA_ID = 1_000;

    private final PayloadFormat format;
    private final Integer schemaId;
    private final Event event = new Event().with(null, NO_HEADERS);
    private final byte[][] values;
    private final int valueFrom;
    private final BatchWriter writer = new BatchWriter();
    private final AvroBuffer events = new AvroBuffer(2 * S3Runs.BATCH_EVENTS * S3Runs.EVENT_BYTES);

    private InputWriter(PayloadFormat format, Integer schemaId, byte[][] values, int valueFrom) {
        this.format = format;
        this.schemaId = schemaId;
        this.values = values;
        this.valueFrom = valueFrom;
    }

    static void write(S3Bed s3, SinkInput input, long events) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = producer(s3.bootstrapServers())) {
            switch (input) {
                case JSON_EVENTS -> writeEvents(producer, input.topic(), events);
                case JSON_BATCHES -> json().writeBatches(producer, input.topic(), events);
                case AVRO_BATCHES -> avro(s3.schemaId()).writeBatches(producer, input.topic(), events);
            }
        }
    }

    private static InputWriter json() {
        return new InputWriter(PayloadFormat.JSON, null, JsonClicks.values(S3Runs.EVENT_BYTES), 0);
    }

    private static InputWriter avro(int schemaId) {
        byte[][] values = Fill.values(S3Runs.EVENT_BYTES + WireFormat.PREFIX_BYTES);
        return new InputWriter(PayloadFormat.AVRO, schemaId, values, WireFormat.PREFIX_BYTES);
    }

    private static KafkaProducer<byte[], byte[]> producer(String bootstrapServers) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", bootstrapServers,
                "linger.ms", 50,
                "batch.size", 200_000,
                "max.request.size", 16_000_000,
                "max.in.flight.requests.per.connection", 1);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** A line break ends each, for a sink that puts nothing between them. */
    private static void writeEvents(KafkaProducer<byte[], byte[]> producer, String topic, long events) {
        byte[][] values = Arrays.stream(JsonClicks.values(S3Runs.EVENT_BYTES))
                .map(value -> {
                    byte[] line = Arrays.copyOf(value, value.length + 1);
                    line[value.length] = '\n';
                    return line;
                })
                .toArray(byte[][]::new);
        for (long i = 0; i < events; i++) {
            byte[] value = values[(int) (i % values.length)];
            int partition = (int) (i / S3Runs.BATCH_EVENTS % S3Runs.PARTITIONS);
            Future<?> unused = producer.send(new ProducerRecord<>(topic, partition, START, null, value));
        }
    }

    private void writeBatches(KafkaProducer<byte[], byte[]> producer, String topic, long events) {
        long batches = events / S3Runs.BATCH_EVENTS;
        for (long i = 0; i < batches; i++) {
            int partition = (int) (i % S3Runs.PARTITIONS);
            BatchHeader header = header(partition, i / S3Runs.PARTITIONS * S3Runs.BATCH_EVENTS);
            byte[] key = header.batchId().getBytes(StandardCharsets.UTF_8);
            Future<?> unused = producer.send(new ProducerRecord<>(topic, partition, START, key, batch(header)));
        }
    }

    private byte[] batch(BatchHeader header) {
        events.clear();
        for (int i = 0; i < header.eventCount(); i++) {
            long offset = header.firstOffset() + i;
            byte[] value = values[(int) (offset % values.length)];
            event.from(header.sourcePartition(), offset).at(START + i).value(value, valueFrom, value.length);
            EventEncoding.write(events, event);
        }
        writer.begin(BATCH_SCHEMA_ID, header);
        writer.block(header.eventCount(), events.bytes(), 0, events.size());
        return writer.finish();
    }

    private BatchHeader header(int partition, long first) {
        long last = first + S3Runs.BATCH_EVENTS - 1;
        return new BatchHeader(
                BatchHeader.batchId(SOURCE, partition, first, last),
                PIPELINE,
                SOURCE,
                partition,
                first,
                last,
                START,
                START + HOUR_MS,
                null,
                format,
                schemaId,
                CloseReason.EVENTS,
                S3Runs.BATCH_EVENTS,
                (long) S3Runs.BATCH_EVENTS * S3Runs.EVENT_BYTES,
                START,
                START + S3Runs.BATCH_EVENTS - 1);
    }
}
