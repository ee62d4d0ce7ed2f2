// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.send;

import io.millrace.gateway.frame.Items;
import io.millrace.schemas.encode.EventFormat;
import io.millrace.schemas.encode.JsonField;
import io.millrace.schemas.encode.UnfitJsonException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Utils;

/** Sends the events of requests to the source topic of one pipeline. Thread-safe. */
public final class EventSender {
    private final String topic;
    private final EventProducer producer;
    private final ValueFormat format;
    private final JsonField keyField;
    private final int maxBytes;

    /**
     * @param keyField where the record key is in an event, or null
     * @param maxBytes of an event
     */
    public EventSender(String topic, EventProducer producer, ValueFormat format, JsonField keyField, int maxBytes) {
        this.topic = topic;
        this.producer = producer;
        this.format = format;
        this.keyField = keyField;
        this.maxBytes = maxBytes;
    }

    /** Of an event. */
    public int maxBytes() {
        return maxBytes;
    }

    /** The format for one request; null while it is not known. */
    public EventFormat format() {
        return format.current();
    }

    /** Returns when all are handed over; {@code delivery} tells of each, some perhaps before that. */
    public void send(Envelope envelope, Items items, EventFormat values, Delivery delivery) {
        producer.use(life -> {
            for (int i = 0; i < items.count(); i++) {
                try {
                    sendOne(life, envelope, items, i, values, delivery);
                } catch (RuntimeException e) {
                    // Whatever it is, the client is told.
                    delivery.failed(i, e);
                }
            }
        });
        delivery.sent();
    }

    private void sendOne(
            ProducerLife life, Envelope envelope, Items items, int index, EventFormat values, Delivery delivery) {
        if (items.size(index) > maxBytes) {
            delivery.rejected(index, RejectReason.TOO_LARGE, null);
            return;
        }
        String fault = items.fault(index);
        if (fault != null) {
            delivery.rejected(index, RejectReason.MALFORMED, fault);
            return;
        }
        byte[] item = items.get(index);
        byte[] value;
        try {
            value = envelope.isWireFormat() ? item : values.event(item);
        } catch (UnfitJsonException e) {
            delivery.rejected(index, RejectReason.MALFORMED, e.getMessage());
            return;
        }
        byte[] key = envelope.key() == null && keyField != null ? keyField.text(item) : envelope.key();
        Integer partition = key == null && envelope.requestKey() != null
                ? partition(envelope.requestKey(), life.partitions())
                : null;
        Headers headers = headers(envelope, index);
        life.send(
                new ProducerRecord<>(topic, partition, envelope.timestamp(), key, value, headers),
                (metadata, failure) -> {
                    if (failure == null) {
                        delivery.acknowledged(index, metadata);
                    } else {
                        delivery.failed(index, failure);
                    }
                });
    }

    private static Headers headers(Envelope envelope, int index) {
        List<Header> given = envelope.headers();
        if (envelope.requestKey() == null) {
            return given.isEmpty() ? null : new RecordHeaders(given);
        }
        return new RecordHeaders(given)
                .add(Envelope.REQUEST_KEY, envelope.requestKey().getBytes(StandardCharsets.UTF_8))
                .add(Envelope.REQUEST_INDEX, Integer.toString(index).getBytes(StandardCharsets.US_ASCII));
    }

    /** The same for each repetition, so that whoever reads the partition sees them all. */
    static int partition(String requestKey, int partitions) {
        return Utils.toPositive(Utils.murmur2(requestKey.getBytes(StandardCharsets.UTF_8))) % partitions;
    }
}
