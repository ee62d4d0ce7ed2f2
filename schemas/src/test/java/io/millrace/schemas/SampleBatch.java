// SPDX-License-Identifier: Apache-2.0
package io.millrace.schemas;

import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Bytes;

/** A batch as a test wants it: its header, and its events in the blocks they are to be written in. */
record SampleBatch(BatchHeader header, List<List<SampleEvent>> blocks) {
    static final int BATCH_SCHEMA_ID = 11;

    /** An event before it is encoded; {@code key} may be null. */
    record SampleEvent(int partition, long offset, long timestamp, byte[] key, Headers headers, byte[] value) {
        int bound() {
            return EventEncoding.bound(event());
        }

        Event event() {
            return new Event()
                    .from(partition, offset)
                    .at(timestamp)
                    .with(key, headers)
                    .value(value, 0, value.length);
        }
    }

    List<SampleEvent> events() {
        return blocks.stream().flatMap(List::stream).toList();
    }

    byte[] written() {
        BatchWriter writer = new BatchWriter();
        writer.begin(BATCH_SCHEMA_ID, header);
        for (List<SampleEvent> block : blocks) {
            byte[] events = encoded(block);
            writer.block(block.size(), events, 0, events.length);
        }
        return writer.finish();
    }

    static byte[] encoded(List<SampleEvent> events) {
        AvroBuffer out = new AvroBuffer(16);
        for (SampleEvent e : events) {
            EventEncoding.write(out, e.event());
        }
        return out.toByteArray();
    }

    /** Three events of three partitions in two blocks, grouped, with every kind of header. Pinned by a golden file: never changes. */
    static SampleBatch avro() {
        Headers headers = new RecordHeaders()
                .add("trace", bytes(1, 2, 3))
                .add("trace", bytes(4))
                .add("größe", null)
                .add("", bytes());
        return new SampleBatch(
                new BatchHeader(
                        "clicks.events-3-100-107",
                        "clicks",
                        "clicks.events",
                        3,
                        100,
                        107,
                        1_431_856_800_000L,
                        1_431_857_100_000L,
                        Bytes.wrap(bytes(9, 8, 7)),
                        PayloadFormat.AVRO,
                        300,
                        CloseReason.WINDOW,
                        3,
                        6,
                        1_431_856_800_000L,
                        1_431_857_099_999L),
                List.of(
                        List.of(
                                new SampleEvent(3, 9_100, 1_431_856_800_000L, bytes(1), headers, bytes(10, 11, 12)),
                                new SampleEvent(0, 70, 1_431_857_099_999L, null, new RecordHeaders(), bytes(13, 14))),
                        List.of(new SampleEvent(64, 8, 1_431_856_900_000L, bytes(), new RecordHeaders(), bytes(-1)))));
    }

    /** One event, not grouped. Pinned by a golden file: never changes. */
    static SampleBatch json() {
        byte[] value = Golden.utf8("{\"id\":\"a\",\"ts\":0}");
        return new SampleBatch(
                new BatchHeader(
                        "logs-0-0-0",
                        "logs",
                        "logs",
                        0,
                        0,
                        0,
                        0,
                        60_000,
                        null,
                        PayloadFormat.JSON,
                        null,
                        CloseReason.AGE,
                        1,
                        value.length,
                        0,
                        0),
                List.of(List.of(new SampleEvent(0, 0, 0, null, new RecordHeaders(), value))));
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
