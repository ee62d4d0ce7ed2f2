// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.verify.topics;

import io.millrace.config.PipelineConfig;
import io.millrace.operations.verify.account.BatchedEvents;
import io.millrace.operations.verify.account.Conservation;
import io.millrace.operations.verify.account.SeenBatch;
import io.millrace.operations.verify.account.SinkLetter;
import io.millrace.operations.verify.account.SinkName;
import io.millrace.schemas.BatchHeader;
import io.millrace.schemas.DeadLetter;
import io.millrace.schemas.DeadLetterReason;
import io.millrace.schemas.DropReason;
import io.millrace.schemas.DroppedEvents;
import io.millrace.schemas.EventBatch;
import io.millrace.schemas.EventContent;
import io.millrace.schemas.MalformedAvroException;
import io.millrace.schemas.Origin;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;

/** Enters the records of one pipeline's topics into its books. */
public final class TopicRecords {
    private final PipelineConfig pipeline;
    private final Conservation books;
    private final EventContent content;
    private final Supplier<String> deadLetterTopicId;
    private String knownId;

    /** @param deadLetterTopicId asked when the ledger of redrives has an entry */
    public TopicRecords(PipelineConfig pipeline, Conservation books, Supplier<String> deadLetterTopicId) {
        this.pipeline = pipeline;
        this.books = books;
        this.deadLetterTopicId = deadLetterTopicId;
        content = new EventContent(pipeline.timestampField() == null);
    }

    public void source(ConsumerRecord<byte[], byte[]> event) {
        books.produced(event.partition(), event.offset(), content.of(event.timestamp(), event.key(), event.value()));
    }

    public void sink(ConsumerRecord<byte[], byte[]> record) {
        try {
            SeenBatch.Place place = new SeenBatch.Place(record.topic(), record.partition(), record.offset());
            enter(EventBatch.read(record.value()), place);
        } catch (MalformedAvroException e) {
            books.unreadable(partition(record), record.offset());
        }
    }

    /** A batch, and its events; {@code place} is null when it is on no sink topic. */
    private BatchedEvents enter(EventBatch batch, SeenBatch.Place place) throws MalformedAvroException {
        BatchHeader header = batch.header();
        BatchedEvents events = BatchedEvents.of(batch, content);
        if (header.sourceTopic().equals(pipeline.sourceTopic()) && header.sourcePartition() >= 0) {
            books.batch(header, events, place);
        } else if (place != null) {
            books.foreign();
        }
        return events;
    }

    private static TopicPartition partition(ConsumerRecord<byte[], byte[]> record) {
        return new TopicPartition(record.topic(), record.partition());
    }

    public void deadLetter(ConsumerRecord<byte[], byte[]> record) {
        Headers headers = record.headers();
        if (DeadLetter.SINK_STAGE.equals(DeadLetter.text(headers, DeadLetter.STAGE))) {
            sinkDeadLetter(record, headers);
        } else {
            eventDeadLetter(record, headers);
        }
    }

    /** Who else writes to a topic that rules name is none of our business. */
    public void routed(ConsumerRecord<byte[], byte[]> record) {
        Origin origin = Origin.of(record.headers());
        if (origin != null && origin.topic().equals(pipeline.sourceTopic())) {
            long original = content.of(origin.timestamp(), record.key(), record.value());
            books.routed(origin.partition(), origin.offset(), original);
        } else {
            books.foreign();
        }
    }

    /** An account of dropped events. */
    public void dropped(ConsumerRecord<byte[], byte[]> record) {
        try {
            DroppedEvents.read(record.value(), this::dropped);
        } catch (MalformedAvroException e) {
            books.unreadable(partition(record), record.offset());
        }
    }

    private void dropped(String sourceTopic, int partition, DropReason reason, long offset, long original) {
        if (!sourceTopic.equals(pipeline.sourceTopic())) {
            books.foreign();
            return;
        }
        switch (reason) {
            case RULE -> books.dropped(partition, offset, original);
            case DUPLICATE -> books.duplicate(partition, offset, original);
        }
    }

    /**
     * If it has that of a source record, it is one event of a batch. Otherwise its value is the batch, which accounts for it even
     * when the sink topic no longer holds it.
     */
    private void sinkDeadLetter(ConsumerRecord<byte[], byte[]> record, Headers headers) {
        Long partition = number(headers, DeadLetter.PARTITION, 9);
        Long offset = number(headers, DeadLetter.OFFSET, 18);
        String topic = DeadLetter.text(headers, DeadLetter.TOPIC);
        SinkLetter letter =
                new SinkLetter(record.partition(), record.offset(), Math.max(1, DeadLetter.attempts(headers)));
        if (partition != null && offset != null && pipeline.sourceTopic().equals(topic)) {
            books.refused(sink(headers), partition.intValue(), offset, letter);
            return;
        }
        if (partition != null && offset != null && topic != null) {
            books.parkedRecord(new TopicPartition(topic, partition.intValue()), offset);
        }
        if (DeadLetter.text(headers, DeadLetter.BATCH_ID) == null) {
            return;
        }
        try {
            EventBatch batch = EventBatch.read(record.value());
            // What was redriven alone is in the batch of its first dead letter.
            if (batch.header().isRedriven()) {
                books.refused(sink(headers), BatchedEvents.of(batch, content), letter);
            } else {
                books.parked(sink(headers), batch.header().batchId(), enter(batch, null), letter);
            }
        } catch (MalformedAvroException e) {
            books.unreadable(partition(record), record.offset());
        }
    }

    /** A record that goes to one sink once more; it accounts for nothing, because the dead letter that it was is still there. */
    public void redriven(ConsumerRecord<byte[], byte[]> record) {
        Headers headers = record.headers();
        try {
            EventBatch batch = EventBatch.read(record.value());
            books.redriven(
                    sink(headers).name(),
                    batch.header().batchId(),
                    batch.header().isRedriven(),
                    BatchedEvents.of(batch, content),
                    DeadLetter.attempts(headers));
        } catch (MalformedAvroException e) {
            // As it was when the sink refused it.
        }
    }

    /** An entry of the ledger of redrives. */
    public void sentBack(ConsumerRecord<byte[], byte[]> entry) {
        LetterKey.of(entry.key()).ifPresent(letter -> {
            knownId = knownId == null ? deadLetterTopicId.get() : knownId;
            if (letter.topicId().equals(knownId)) {
                books.sentBack(letter.partition(), letter.offset());
            }
        });
    }

    private static SinkName sink(Headers headers) {
        return new SinkName(
                String.valueOf(DeadLetter.text(headers, DeadLetter.SINK)),
                String.valueOf(DeadLetter.text(headers, DeadLetter.SINK_TYPE)));
    }

    private void eventDeadLetter(ConsumerRecord<byte[], byte[]> record, Headers headers) {
        Long partition = number(headers, DeadLetter.PARTITION, 9);
        Long offset = number(headers, DeadLetter.OFFSET, 18);
        String topic = DeadLetter.text(headers, DeadLetter.TOPIC);
        if (topic == null || partition == null || offset == null) {
            books.unreadable(partition(record), record.offset());
        } else if (topic.equals(pipeline.sourceTopic())) {
            boolean late = DeadLetterReason.LATE.name().equals(DeadLetter.text(headers, DeadLetter.REASON));
            long original = content.of(timestamp(headers), record.key(), record.value());
            books.deadLetter(partition.intValue(), offset, original, late);
        } else {
            books.foreign();
        }
    }

    /** That of the original record, whatever that came with. */
    private static long timestamp(Headers headers) {
        try {
            return Long.parseLong(String.valueOf(DeadLetter.text(headers, DeadLetter.TIMESTAMP)));
        } catch (NumberFormatException e) {
            return ConsumerRecord.NO_TIMESTAMP;
        }
    }

    /** Null when it is missing or invalid; headers can be written by anyone. */
    private static Long number(Headers headers, String name, int maxDigits) {
        String text = DeadLetter.text(headers, name);
        boolean isNumber = text != null && text.matches("[0-9]{1," + maxDigits + "}");
        return isNumber ? Long.valueOf(text) : null;
    }
}
