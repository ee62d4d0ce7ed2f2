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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
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
    private static final Pattern NUMBER = Pattern.compile("\"a\": *(\\d+)");

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

    /** An event in JSON with a number of its own in the field {@code a}. */
    public static String event(long number, String text) {
        return "{\"a\":" + number + ",\"text\":\"" + text + "\"}";
    }

    /** The number of such an event. */
    public static int number(String json) {
        Matcher field = NUMBER.matcher(json);
        if (!field.find()) {
            throw new IllegalArgumentException("no number a");
        }
        return Integer.parseInt(field.group(1));
    }

    /** The same, so damaged that it cannot be read to its end. */
    public static EventBatch damaged(EventBatch batch) {
        byte[] bytes = batch.events().bytes().clone();
        bytes[bytes.length - 1] = 1;
        return open(bytes);
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
        return of(
                header(group, format, schemaId, firstOffset, events),
                IntStream.range(0, events.size())
                        .mapToObj(i -> event(3, firstOffset + i, FIRST_TIMESTAMP + 1_000L * i, events.get(i)))
                        .toList());
    }

    /** With the key and header that all events here have. */
    public static Event event(int partition, long offset, long timestamp, byte[] value) {
        Headers headers = new RecordHeaders().add("trace", new byte[] {(byte) 0xff, 1});
        return new Event()
                .with("k".getBytes(StandardCharsets.UTF_8), headers)
                .from(partition, offset)
                .at(timestamp)
                .value(value, 0, value.length);
    }

    /** These events under that header, whether or not it is true of them. */
    public static byte[] of(BatchHeader header, List<Event> events) {
        AvroBuffer encoded = new AvroBuffer(1024);
        events.forEach(event -> EventEncoding.write(encoded, event));
        BatchWriter writer = new BatchWriter();
        writer.begin(BATCH_SCHEMA_ID, header);
        writer.block(events.size(), encoded.bytes(), 0, encoded.size());
        return writer.finish();
    }

    /** The same header, saying that there are so many events of so many bytes. */
    public static BatchHeader claiming(BatchHeader header, int eventCount, long payloadBytes) {
        return new BatchHeader(
                header.batchId(),
                header.pipeline(),
                header.sourceTopic(),
                header.sourcePartition(),
                header.firstOffset(),
                header.lastOffset(),
                header.windowStart(),
                header.windowEnd(),
                header.groupKey(),
                header.format(),
                header.schemaId(),
                header.closeReason(),
                eventCount,
                payloadBytes,
                header.minTimestamp(),
                header.maxTimestamp());
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
