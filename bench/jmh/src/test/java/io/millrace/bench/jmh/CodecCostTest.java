// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.AvroBuffer;
import io.millrace.schemas.BatchWriter;
import io.millrace.schemas.Event;
import io.millrace.schemas.EventBatch;
import io.millrace.schemas.EventCursor;
import io.millrace.schemas.EventEncoding;
import io.millrace.schemas.MalformedAvroException;
import io.millrace.schemas.PayloadFormat;
import io.millrace.schemas.WireFormat;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the codec allocates does not depend on the machine, and must not grow faster than the batch. */
class CodecCostTest {
    private static final int EVENT_BYTES = 200;
    private static final int INITIAL_CAPACITY = 2 * 1024;

    private final byte[][] values = Events.avro(EVENT_BYTES);
    private final Event event = new Event().at(Events.FIRST_TIMESTAMP).with(null, new RecordHeaders());

    /** The buffer grows by half: all arrays that it had come to three times the last, and that is half empty at worst. */
    @ParameterizedTest
    @ValueSource(ints = {100, 5_000, 20_000})
    void shouldAppendForNoMoreThanTheGrowthOfTheBuffer(int events) throws Exception {
        int encoded = Events.encoded(values, WireFormat.PREFIX_BYTES, events).size();

        long allocated = AllocatedBytes.by(() -> append(new AvroBuffer(INITIAL_CAPACITY), events));

        assertThat(allocated).isLessThan((long) (4.5 * encoded) + INITIAL_CAPACITY);
    }

    @Test
    void shouldAppendForNothingWhereThereIsRoom() throws Exception {
        AvroBuffer used = new AvroBuffer(INITIAL_CAPACITY);
        append(used, 5_000);

        long allocated = AllocatedBytes.by(() -> append(used, 5_000));

        assertThat(allocated).isLessThan(1_000);
    }

    private void append(AvroBuffer tail, int events) {
        tail.clear();
        for (int i = 0; i < events; i++) {
            byte[] value = values[i % values.length];
            EventEncoding.write(tail, event.from(0, i).value(value, WireFormat.PREFIX_BYTES, value.length));
        }
    }

    /** The record's value, which must be an array of its own, and a kilobyte for the header. */
    @ParameterizedTest
    @ValueSource(ints = {100, 5_000, 20_000})
    void shouldFinishABatchForItsOwnBytes(int events) throws Exception {
        AvroBuffer encoded = Events.encoded(values, WireFormat.PREFIX_BYTES, events);
        BatchWriter writer = new BatchWriter();

        long allocated = AllocatedBytes.by(() -> finish(writer, encoded, events));

        assertThat(allocated).isLessThan(encoded.size() + 1_024);
    }

    /** As the first batch of a task, when the writer is still small. */
    @Test
    void shouldFinishAFirstBatchInProportionToItsSize() throws Exception {
        AvroBuffer few = Events.encoded(values, WireFormat.PREFIX_BYTES, 5_000);
        AvroBuffer many = Events.encoded(values, WireFormat.PREFIX_BYTES, 20_000);

        long ofFew = AllocatedBytes.by(() -> finish(new BatchWriter(), few, 5_000));
        long ofMany = AllocatedBytes.by(() -> finish(new BatchWriter(), many, 20_000));

        assertThat(ofMany).isLessThan((long) (4.5 * ofFew));
    }

    private static byte[] finish(BatchWriter writer, AvroBuffer encoded, int events) {
        writer.begin(Events.BATCH_SCHEMA_ID, Events.header(PayloadFormat.AVRO, events));
        writer.block(events, encoded.bytes(), 0, encoded.size());
        return writer.finish();
    }

    /** The header's strings and the cursor; nothing for an event. */
    @ParameterizedTest
    @ValueSource(ints = {100, 20_000})
    void shouldReadABatchForItsHeaderOnly(int events) throws Exception {
        byte[] batch = Events.avroBatch(EVENT_BYTES, events);

        long allocated = AllocatedBytes.by(() -> read(batch));

        assertThat(allocated).isLessThan(1_024);
    }

    private static void read(byte[] batch) throws MalformedAvroException {
        EventCursor event = EventBatch.read(batch).events();
        while (event.next()) {
            assertThatIsInside(event, batch);
        }
    }

    private static void assertThatIsInside(EventCursor event, byte[] batch) {
        if (event.valueFrom() + event.valueLength() > batch.length) {
            throw new AssertionError("An event behind the end");
        }
    }
}
