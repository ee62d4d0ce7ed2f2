// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.data;

import io.millrace.schemas.AvroBuffer;
import io.millrace.schemas.BatchHeader;
import io.millrace.schemas.BatchWriter;
import io.millrace.schemas.CloseReason;
import io.millrace.schemas.Event;
import io.millrace.schemas.EventEncoding;
import io.millrace.schemas.PayloadFormat;
import io.millrace.schemas.WireFormat;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Makes full batches as the stream does, of one size, in one hour. For one thread. */
public final class BatchMaker {
    public static final String SOURCE = "bench.events";

    /** The event time of the first event of each batch, 2026-01-01; the next is a millisecond later. */
    public static final long START = 1_767_225_600_000L;

    private static final String PIPELINE = "bench";
    private static final Headers NO_HEADERS = new RecordHeaders();
    private static final int HOUR_MS = 3_600_000;
    /** Nobody asks the registry for it. */
    private static final int BATCH_SCHEMA_ID = 1_000;

    private final PayloadFormat format;
    private final Integer schemaId;
    private final int batchEvents;
    private final byte[][] values;
    private final int valueFrom;
    private final Event event = new Event().with(null, NO_HEADERS);
    private final BatchWriter writer = new BatchWriter();
    private final AvroBuffer events;

    private BatchMaker(PayloadFormat format, Integer schemaId, int batchEvents, byte[][] values, int valueFrom) {
        this.format = format;
        this.schemaId = schemaId;
        this.batchEvents = batchEvents;
        this.values = values;
        this.valueFrom = valueFrom;
        this.events = new AvroBuffer(2 * batchEvents * values[0].length);
    }

    /** Of {@link JsonClicks}. */
    public static BatchMaker json(int batchEvents, int eventBytes) {
        return new BatchMaker(PayloadFormat.JSON, null, batchEvents, JsonClicks.values(eventBytes), 0);
    }

    /** Of the clicks of {@link Fill}, whose schema the registry calls {@code schemaId}. */
    public static BatchMaker avro(int batchEvents, int eventBytes, int schemaId) {
        byte[][] values = Fill.values(eventBytes + WireFormat.PREFIX_BYTES);
        return new BatchMaker(PayloadFormat.AVRO, schemaId, batchEvents, values, WireFormat.PREFIX_BYTES);
    }

    public int batchEvents() {
        return batchEvents;
    }

    /** The batch that begins with the source's event at offset {@code first}. */
    public byte[] batch(int partition, long first) {
        BatchHeader header = header(partition, first);
        events.clear();
        for (int i = 0; i < batchEvents; i++) {
            byte[] value = values[(int) ((first + i) % values.length)];
            event.from(partition, first + i).at(START + i).value(value, valueFrom, value.length);
            EventEncoding.write(events, event);
        }
        writer.begin(BATCH_SCHEMA_ID, header);
        writer.block(batchEvents, events.bytes(), 0, events.size());
        return writer.finish();
    }

    /** The key of that batch's record. */
    public byte[] key(int partition, long first) {
        return BatchHeader.batchId(SOURCE, partition, first, last(first)).getBytes(StandardCharsets.UTF_8);
    }

    private long last(long first) {
        return first + batchEvents - 1;
    }

    private BatchHeader header(int partition, long first) {
        long last = last(first);
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
                batchEvents,
                (long) batchEvents * (values[0].length - valueFrom),
                START,
                START + batchEvents - 1);
    }
}
