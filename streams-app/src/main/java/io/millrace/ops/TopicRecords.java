package io.millrace.ops;

import io.millrace.config.PipelineConfig;
import io.millrace.schemas.BatchHeader;
import io.millrace.schemas.DeadLetter;
import io.millrace.schemas.DeadLetterReason;
import io.millrace.schemas.EventBatch;
import io.millrace.schemas.EventCursor;
import io.millrace.schemas.MalformedAvroException;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;

/** Enters the records of one pipeline's topics into its books. */
final class TopicRecords {
    private final PipelineConfig pipeline;
    private final Conservation books;

    TopicRecords(PipelineConfig pipeline, Conservation books) {
        this.pipeline = pipeline;
        this.books = books;
    }

    void source(ConsumerRecord<byte[], byte[]> event) {
        books.produced(event.partition(), event.offset());
    }

    void sink(ConsumerRecord<byte[], byte[]> record) {
        try {
            EventBatch batch = EventBatch.read(record.value());
            BatchHeader header = batch.header();
            long[] offsets = offsets(batch);
            if (header.sourceTopic().equals(pipeline.sourceTopic()) && header.sourcePartition() >= 0) {
                books.batch(header, offsets);
            } else {
                books.foreign();
            }
        } catch (MalformedAvroException e) {
            books.foreign();
        }
    }

    private static long[] offsets(EventBatch batch) throws MalformedAvroException {
        long[] offsets = new long[16];
        int count = 0;
        for (EventCursor event = batch.events(); event.next(); count++) {
            if (count == offsets.length) {
                offsets = Arrays.copyOf(offsets, 2 * count);
            }
            offsets[count] = event.offset();
        }
        return Arrays.copyOf(offsets, count);
    }

    void deadLetter(ConsumerRecord<byte[], byte[]> record) {
        Headers headers = record.headers();
        if (DeadLetter.SINK_STAGE.equals(DeadLetter.text(headers, DeadLetter.STAGE))) {
            String batchId = DeadLetter.text(headers, DeadLetter.BATCH_ID);
            if (batchId != null) {
                books.sinkDeadLetter(batchId);
            }
            return;
        }
        Long partition = number(headers, DeadLetter.PARTITION, 9);
        Long offset = number(headers, DeadLetter.OFFSET, 18);
        boolean ours = pipeline.sourceTopic().equals(DeadLetter.text(headers, DeadLetter.TOPIC));
        if (ours && partition != null && offset != null) {
            boolean late = DeadLetterReason.LATE.name().equals(DeadLetter.text(headers, DeadLetter.REASON));
            books.deadLetter(partition.intValue(), offset, late);
        } else {
            books.foreign();
        }
    }

    /** Null when it is missing or none; headers can be written by anyone. */
    private static Long number(Headers headers, String name, int maxDigits) {
        String text = DeadLetter.text(headers, name);
        boolean isNumber = text != null && text.matches("[0-9]{1," + maxDigits + "}");
        return isNumber ? Long.valueOf(text) : null;
    }
}
