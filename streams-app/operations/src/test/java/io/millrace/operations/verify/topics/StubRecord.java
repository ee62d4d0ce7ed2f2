// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.verify.topics;

import io.millrace.operations.verify.account.Books;
import io.millrace.schemas.AvroBuffer;
import io.millrace.schemas.BatchWriter;
import io.millrace.schemas.Event;
import io.millrace.schemas.EventEncoding;
import io.millrace.schemas.PayloadFormat;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Batches as they lie on a sink topic. */
public final class StubRecord {
    private StubRecord() {}

    /** Of the events from {@code first} on, without keys. */
    public static byte[] json(int partition, long first, String... payloads) {
        return json(partition, first, null, new RecordHeaders(), payloads);
    }

    public static byte[] json(int partition, long first, byte[] key, Headers headers, String... payloads) {
        byte[][] values = Arrays.stream(payloads)
                .map(payload -> payload.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        return of(partition, first, null, key, headers, values);
    }

    public static byte[] avro(int schemaId, byte[]... payloads) {
        return of(0, 0, schemaId, null, new RecordHeaders(), payloads);
    }

    private static byte[] of(
            int partition, long first, Integer schemaId, byte[] key, Headers headers, byte[]... payloads) {
        AvroBuffer events = new AvroBuffer(64);
        Event event = new Event().at(Books.WINDOW).with(key, headers);
        for (int i = 0; i < payloads.length; i++) {
            event.from(partition, first + i).value(payloads[i], 0, payloads[i].length);
            EventEncoding.write(events, event);
        }
        long last = first + payloads.length - 1;
        PayloadFormat format = schemaId == null ? PayloadFormat.JSON : PayloadFormat.AVRO;
        BatchWriter writer = new BatchWriter();
        writer.begin(1, Books.header(partition, first, last, payloads.length, format, schemaId));
        writer.block(payloads.length, events.bytes(), 0, events.size());
        return writer.finish();
    }
}
