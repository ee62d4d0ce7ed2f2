// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import io.millrace.schemas.BatchHeaders;
import io.millrace.schemas.DeadLetter;
import io.millrace.schemas.DeadLetterReason;
import io.millrace.schemas.EventBatch;
import io.millrace.schemas.MalformedAvroException;
import io.millrace.sink.payload.BatchRefusedException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.connect.data.Values;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;

/** One record of the batch topic, as Connect handed it over. Topic, partition and offset are those before any transform. */
record BatchRecord(SinkRecord sinkRecord) {

    TopicPartition partition() {
        return new TopicPartition(sinkRecord.originalTopic(), sinkRecord.originalKafkaPartition());
    }

    long offset() {
        return sinkRecord.originalKafkaOffset();
    }

    /** The sink that it was sent to alone; null when it is for every sink. */
    String addressee() {
        Header sink = sinkRecord.headers().lastWithName(DeadLetter.SINK);
        return sink == null || sink.value() == null ? null : text(sink.value());
    }

    /** What it takes in memory, as far as that is the batch. */
    int size() {
        return sinkRecord.value() instanceof byte[] value ? value.length : 0;
    }

    /** The batch inside; its header is checked now, its events while they are walked. */
    EventBatch open() throws BatchRefusedException {
        if (sinkRecord.value() == null) {
            throw unreadable("the record has no value");
        }
        Header version = sinkRecord.headers().lastWithName(BatchHeaders.VERSION);
        if (version != null && !Integer.toString(EventBatch.VERSION).equals(text(version.value()))) {
            throw unreadable("the header " + BatchHeaders.VERSION + " is not " + EventBatch.VERSION);
        }
        try {
            return EventBatch.read(value());
        } catch (MalformedAvroException e) {
            throw unreadable(e.getMessage());
        }
    }

    private static BatchRefusedException unreadable(String what) {
        return new BatchRefusedException(DeadLetterReason.MALFORMED, "This is no batch of a known layout: " + what);
    }

    byte[] key() {
        return bytes(sinkRecord.key(), "key.converter");
    }

    byte[] value() {
        return bytes(sinkRecord.value(), "value.converter");
    }

    private static byte[] bytes(Object raw, String converter) {
        if (raw == null || raw instanceof byte[]) {
            return (byte[]) raw;
        }
        throw new ConnectException("Batches must be read as bytes: set " + converter
                + "=org.apache.kafka.connect.converters.ByteArrayConverter (the present one made a "
                + raw.getClass().getName() + ")");
    }

    /** The record's headers as they were, provided that {@code header.converter} leaves bytes alone. */
    Headers headers() {
        Headers headers = new RecordHeaders();
        for (Header header : sinkRecord.headers()) {
            Object raw = header.value();
            headers.add(
                    header.key(),
                    raw == null || raw instanceof byte[]
                            ? (byte[]) raw
                            : text(raw).getBytes(StandardCharsets.UTF_8));
        }
        return headers;
    }

    private static String text(Object raw) {
        return raw instanceof byte[] bytes
                ? new String(bytes, StandardCharsets.UTF_8)
                : Values.convertToString(null, raw);
    }
}
