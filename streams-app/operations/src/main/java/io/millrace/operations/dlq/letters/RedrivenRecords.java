// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.dlq.letters;

import io.millrace.config.PipelineConfig;
import io.millrace.operations.dlq.letters.Target.BatchToSink;
import io.millrace.operations.dlq.letters.Target.EventToSink;
import io.millrace.operations.dlq.letters.Target.ToSource;
import io.millrace.schemas.AvroBuffer;
import io.millrace.schemas.BatchHeader;
import io.millrace.schemas.BatchHeaders;
import io.millrace.schemas.BatchWriter;
import io.millrace.schemas.CloseReason;
import io.millrace.schemas.DeadLetter;
import io.millrace.schemas.Event;
import io.millrace.schemas.EventBatch;
import io.millrace.schemas.EventEncoding;
import io.millrace.schemas.PayloadFormat;
import io.millrace.schemas.WireFormat;
import java.nio.charset.StandardCharsets;
import java.util.function.IntSupplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Bytes;

/** Makes the records that go back: the originals, with a header that says how often they have failed. */
public final class RedrivenRecords {
    private static final int ROOM = 1024;

    private final PipelineConfig pipeline;
    private final IntSupplier batchSchema;
    private final BatchWriter writer = new BatchWriter();

    /** @param batchSchema returns the registry's id of the schema of batches; asked when it is needed */
    public RedrivenRecords(PipelineConfig pipeline, IntSupplier batchSchema) {
        this.pipeline = pipeline;
        this.batchSchema = batchSchema;
    }

    public ProducerRecord<byte[], byte[]> toSource(ParkedLetter letter, ToSource target) {
        Failure failure = letter.failure();
        Headers headers = letter.originalHeaders();
        putAttempts(headers, failure);
        String furthest = furthest(letter);
        if (furthest != null) {
            put(headers, DeadLetter.REFUSED_BY, pipeline.name() + '/' + furthest);
        }
        return new ProducerRecord<>(
                target.topic(),
                target.partition(),
                timestamp(failure),
                letter.letter().key(),
                letter.letter().value(),
                headers);
    }

    /**
     * The last stage that has ever refused it; null for none behind the first. A stage before that one has seen the event also when it was
     * refused by an earlier one since.
     */
    private String furthest(ParkedLetter letter) {
        String stage = letter.failure().stage();
        String before = DeadLetter.text(letter.letter().headers(), DeadLetter.REFUSED_BY);
        String prefix = pipeline.name() + '/';
        String last = before != null && before.startsWith(prefix) ? before.substring(prefix.length()) : "";
        if (stage == null || DeadLetter.STREAM_STAGES.indexOf(last) > DeadLetter.STREAM_STAGES.indexOf(stage)) {
            return DeadLetter.STREAM_STAGES.contains(last) ? last : null;
        }
        return stage.equals(DeadLetter.STREAM_STAGES.get(0)) ? null : stage;
    }

    /** With the present time, for a record with that of the first one might be deleted at once. */
    public ProducerRecord<byte[], byte[]> batch(ParkedLetter letter, BatchToSink target) {
        Headers headers = letter.originalHeaders();
        putAttempts(headers, letter.failure());
        put(headers, DeadLetter.SINK, target.sink());
        return new ProducerRecord<>(
                target.topic(),
                target.partition(),
                null,
                letter.letter().key(),
                letter.letter().value(),
                headers);
    }

    /** The event keeps partition, offset and time, so that whatever a sink derives from them is the same as at first. */
    public ProducerRecord<byte[], byte[]> event(ParkedLetter letter, EventToSink target) {
        Failure failure = letter.failure();
        byte[] value = letter.letter().value();
        Event event = new Event()
                .from(failure.at().partition(), failure.offset())
                .at(failure.timestamp())
                .with(letter.letter().key(), letter.originalHeaders())
                .value(value, 0, value.length);
        if (pipeline.format() == PayloadFormat.AVRO) {
            event.framed(WireFormat.schemaId(value));
        }
        AvroBuffer encoded = new AvroBuffer(value.length + ROOM);
        EventEncoding.write(encoded, event);
        BatchHeader header = header(letter, event);
        writer.begin(batchSchema.getAsInt(), header);
        writer.block(1, encoded.bytes(), 0, encoded.size());
        Headers headers = new RecordHeaders();
        put(headers, BatchHeaders.VERSION, Integer.toString(EventBatch.VERSION));
        put(headers, DeadLetter.SINK, target.sink());
        putAttempts(headers, failure);
        return new ProducerRecord<>(
                target.topic(),
                target.partition(),
                null,
                header.batchId().getBytes(StandardCharsets.UTF_8),
                writer.finish(),
                headers);
    }

    private BatchHeader header(ParkedLetter letter, Event event) {
        long windowStart = Math.floorDiv(event.timestamp(), pipeline.windowMs()) * pipeline.windowMs();
        Header group = letter.letter().headers().lastHeader(DeadLetter.GROUP_KEY);
        return new BatchHeader(
                BatchHeader.redrivenId(
                        letter.failure().attempts(), pipeline.sourceTopic(), event.partition(), event.offset()),
                pipeline.name(),
                pipeline.sourceTopic(),
                event.partition(),
                event.offset(),
                event.offset(),
                windowStart,
                windowStart + pipeline.windowMs(),
                group == null || group.value() == null ? null : Bytes.wrap(group.value()),
                pipeline.format(),
                pipeline.format() == PayloadFormat.AVRO ? event.schemaId() : null,
                CloseReason.EVENTS,
                1,
                event.payloadLength(),
                event.timestamp(),
                event.timestamp());
    }

    /** No producer sends a negative one, so such a record gets the present time. */
    private static Long timestamp(Failure failure) {
        return failure.timestamp() < 0 ? null : failure.timestamp();
    }

    private static void putAttempts(Headers headers, Failure failure) {
        put(headers, DeadLetter.ATTEMPTS, Integer.toString(failure.attempts()));
    }

    private static void put(Headers headers, String name, String value) {
        headers.remove(name).add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
