// SPDX-License-Identifier: Apache-2.0
package io.millrace.schemas;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.schemas.SampleBatch.SampleEvent;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventCursorTest {
    private static final SampleEvent EVENT = new SampleEvent(0, 0, 0, null, new RecordHeaders(), new byte[] {1});

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, Long.MIN_VALUE + 1, Long.MAX_VALUE, 2})
    void shouldRefuseACountOfEventsThatAreNotThere(long count) {
        assertThatThrownBy(() -> walk(events(count))).isInstanceOf(MalformedAvroException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, Long.MIN_VALUE + 1, Long.MAX_VALUE, 2})
    void shouldRefuseACountOfHeadersThatAreNotThere(long count) {
        AvroBuffer out = new AvroBuffer(64);
        for (long value : new long[] {0, 0, 0, 0, count, 0}) {
            out.writeLong(value);
        }
        assertThatThrownBy(() -> walk(batch(1, out.toByteArray()))).isInstanceOf(MalformedAvroException.class);
    }

    @Test
    void shouldRefuseMoreOrFewerEventsThanTheHeaderSays() {
        byte[] event = SampleBatch.encoded(List.of(EVENT));

        assertThatCode(() -> walk(batch(1, event))).doesNotThrowAnyException();
        assertThatThrownBy(() -> walk(batch(1, SampleBatch.encoded(List.of(EVENT, EVENT)))))
                .isInstanceOf(MalformedAvroException.class);
        assertThatThrownBy(() -> walk(batch(2, event))).isInstanceOf(MalformedAvroException.class);
    }

    private static byte[] events(long count) {
        AvroBuffer out = new AvroBuffer(64);
        BatchWriter writer = new BatchWriter();
        writer.begin(SampleBatch.BATCH_SCHEMA_ID, SampleBatch.json().header());
        byte[] header = writer.finish();
        out.writeRaw(header, 0, header.length - 1);
        out.writeLong(count);
        out.writeLong(5);
        byte[] event = SampleBatch.encoded(List.of(EVENT));
        out.writeRaw(event, 0, event.length);
        out.writeLong(0);
        return out.toByteArray();
    }

    private static byte[] batch(int count, byte[] events) {
        BatchWriter writer = new BatchWriter();
        writer.begin(SampleBatch.BATCH_SCHEMA_ID, SampleBatch.json().header());
        writer.block(count, events, 0, events.length);
        return writer.finish();
    }

    private static void walk(byte[] value) throws MalformedAvroException {
        EventCursor events = EventBatch.read(value).events();
        while (events.next()) {
            events.headers();
        }
    }
}
