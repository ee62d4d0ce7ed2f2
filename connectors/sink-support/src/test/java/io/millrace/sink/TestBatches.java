// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import io.millrace.schemas.AvroBuffer;
import io.millrace.schemas.BatchHeader;
import io.millrace.schemas.BatchWriter;
import io.millrace.schemas.CloseReason;
import io.millrace.schemas.Event;
import io.millrace.schemas.EventBatch;
import io.millrace.schemas.EventEncoding;
import io.millrace.schemas.MalformedAvroException;
import io.millrace.schemas.PayloadFormat;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.connect.sink.SinkRecord;

/** Batches as the stream writes them, for the tests of every sink. Events are a second apart, from 2015-05-17T10:05:03Z. */
public final class TestBatches {
    public static final String PIPELINE = "clicks";
    public static final long WINDOW_START = 1_431_856_800_000L;
    public static final long FIRST_TIMESTAMP = WINDOW_START + 303_000;

    private static final long HOUR = 3_600_000;
    private static final int BATCH_SCHEMA_ID = 7;

    private TestBatches() {}

    /** Each event has the key {@code k}, and a header {@code trace} whose value is no UTF-8. */
    public static byte[] json(long firstOffset, String... events) {
        return grouped(null, firstOffset, events);
    }

    /** Of that group, or of none when it is null. */
    public static byte[] grouped(byte[] group, long firstOffset, String... events) {
        return bytes(
                group,
                PayloadFormat.JSON,
                null,
                firstOffset,
                Arrays.stream(events)
                        .map(event -> event.getBytes(StandardCharsets.UTF_8))
                        .toList());
    }

    public static byte[] avro(int schemaId, long firstOffset, List<byte[]> events) {
        return bytes(null, PayloadFormat.AVRO, schemaId, firstOffset, events);
    }

    public static EventBatch open(byte[] value) {
        try {
            return EventBatch.read(value);
        } catch (MalformedAvroException e) {
            throw new IllegalArgumentException(e);
        }
    }

    public static SinkRecord record(TopicPartition partition, long offset, byte[] value) {
        return new SinkRecord(
                partition.topic(),
                partition.partition(),
                null,
                "key".getBytes(StandardCharsets.UTF_8),
                null,
                value,
                offset,
                FIRST_TIMESTAMP,
                TimestampType.CREATE_TIME);
    }

    private static byte[] bytes(
            byte[] group, PayloadFormat format, Integer schemaId, long firstOffset, List<byte[]> events) {
        AvroBuffer encoded = new AvroBuffer(1024);
        Headers headers = new RecordHeaders().add("trace", new byte[] {(byte) 0xff, 1});
        Event event = new Event().with("k".getBytes(StandardCharsets.UTF_8), headers);
        for (int i = 0; i < events.size(); i++) {
            byte[] value = events.get(i);
            event.from(3, firstOffset + i).at(FIRST_TIMESTAMP + 1_000L * i).value(value, 0, value.length);
            EventEncoding.write(encoded, event);
        }
        BatchWriter writer = new BatchWriter();
        writer.begin(BATCH_SCHEMA_ID, header(group, format, schemaId, firstOffset, events));
        writer.block(events.size(), encoded.bytes(), 0, encoded.size());
        return writer.finish();
    }

    private static BatchHeader header(
            byte[] group, PayloadFormat format, Integer schemaId, long first, List<byte[]> events) {
        long last = first + events.size() - 1;
        return new BatchHeader(
                BatchHeader.batchId("clicks.events", 3, first, last),
                PIPELINE,
                "clicks.events",
                3,
                first,
                last,
                WINDOW_START,
                WINDOW_START + HOUR,
                group == null ? null : Bytes.wrap(group),
                format,
                schemaId,
                CloseReason.EVENTS,
                events.size(),
                events.stream().mapToLong(event -> event.length).sum(),
                FIRST_TIMESTAMP,
                FIRST_TIMESTAMP + 1_000L * (events.size() - 1));
    }
}
