// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import io.millrace.schemas.BatchHeader;
import io.millrace.schemas.DeadLetter;
import io.millrace.schemas.DeadLetterReason;
import io.millrace.schemas.EventBatch;
import io.millrace.schemas.EventCursor;
import io.millrace.schemas.MalformedAvroException;
import io.millrace.schemas.TopicNames;
import io.millrace.schemas.WireFormat;
import io.millrace.sink.payload.BatchRefusedException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.connect.errors.ConnectException;

/** Makes dead letters of whole batches and of single events, and knows where they go. Thread-safe. */
final class DeadLetterWriter implements AutoCloseable {
    private final Producer<byte[], byte[]> producer;
    private final String topic;
    private final ReadTopics reads;
    private final String sink;
    private final byte[] sinkType;
    private final InstantSource clock;

    /**
     * @param topic empty for that of the pipeline the batch names, or else of the one its topic's name tells
     * @param reads what the sink reads, and must not write to
     * @param sink the connector's name
     * @param sinkType the connector's kind
     */
    DeadLetterWriter(
            Producer<byte[], byte[]> producer,
            String topic,
            ReadTopics reads,
            String sink,
            String sinkType,
            InstantSource clock) {
        this.producer = producer;
        this.topic = topic;
        this.reads = reads;
        this.sink = sink;
        this.sinkType = sinkType.getBytes(StandardCharsets.UTF_8);
        this.clock = clock;
    }

    /** The connector's name. */
    String sink() {
        return sink;
    }

    /** The batch as it was read: key, value and headers of its record. */
    DeadLetters ofBatch(BatchRecord batchRecord, Exception cause) {
        return new DeadLetters(producer, letters -> letters.send(0, () -> letter(batchRecord, cause)), cause);
    }

    private ProducerRecord<byte[], byte[]> letter(BatchRecord batchRecord, Exception cause) {
        String batchTopic = batchRecord.partition().topic();
        Optional<BatchHeader> batch = header(batchRecord);
        Long timestamp = batchRecord.sinkRecord().timestamp();
        DeadLetter why = new DeadLetter(
                reason(cause),
                DeadLetter.SINK_STAGE,
                batch.map(BatchHeader::pipeline).orElseGet(() -> TopicNames.pipelineOf(batchTopic)),
                cause,
                batchTopic,
                batchRecord.partition().partition(),
                batchRecord.offset(),
                timestamp == null ? -1 : timestamp,
                clock.millis(),
                batch.map(BatchHeader::batchId).orElse(null),
                sink);
        return letter(why, batchRecord.key(), batchRecord.value(), batchRecord.headers());
    }

    /**
     * Single events of a batch, each as it was on its source topic. Writing them throws {@link IllegalStateException} when the
     * batch holds no event of an index.
     *
     * @param batchRecord the batch as it was read, which says how often its events have failed already if it was redriven
     * @param rejected why, by the index of each event; may be empty
     */
    DeadLetters ofEvents(BatchRecord batchRecord, EventBatch batch, Map<Integer, Exception> rejected) {
        Exception first = rejected.keySet().stream()
                .min(Integer::compare)
                .map(rejected::get)
                .orElse(null);
        return new DeadLetters(producer, letters -> sendEvents(batchRecord, batch, rejected, letters), first);
    }

    private void sendEvents(
            BatchRecord batchRecord, EventBatch batch, Map<Integer, Exception> rejected, DeadLetters letters)
            throws Exception {
        Header attempts = batchRecord.headers().lastHeader(DeadLetter.ATTEMPTS);
        EventCursor event = batch.events();
        int found = 0;
        while (event.next()) {
            Exception cause = rejected.get(event.index());
            if (cause != null) {
                letters.send(event.index(), () -> letter(batch.header(), event, attempts, cause));
                found++;
            }
        }
        if (found < rejected.size()) {
            throw new IllegalStateException("The destination has rejected " + rejected.size() + " events of the batch "
                    + batch.header().batchId() + ", which holds only " + found + " of them");
        }
    }

    private ProducerRecord<byte[], byte[]> letter(
            BatchHeader batch, EventCursor event, Header attempts, Exception cause) throws MalformedAvroException {
        DeadLetter why = new DeadLetter(
                reason(cause),
                DeadLetter.SINK_STAGE,
                batch.pipeline(),
                cause,
                batch.sourceTopic(),
                event.partition(),
                event.offset(),
                event.timestamp(),
                clock.millis(),
                batch.batchId(),
                sink);
        byte[] key = event.keyLength() < 0 ? null : copy(event.bytes(), event.keyFrom(), event.keyLength());
        byte[] payload = copy(event.bytes(), event.valueFrom(), event.valueLength());
        byte[] value = batch.schemaId() == null ? payload : WireFormat.frame(batch.schemaId(), payload);
        Headers headers = event.headers();
        if (attempts != null) {
            headers.remove(DeadLetter.ATTEMPTS).add(attempts);
        }
        if (batch.groupKey() != null) {
            headers.remove(DeadLetter.GROUP_KEY)
                    .add(DeadLetter.GROUP_KEY, batch.groupKey().get());
        }
        return letter(why, key, value, headers);
    }

    private static byte[] copy(byte[] bytes, int from, int length) {
        return Arrays.copyOfRange(bytes, from, from + length);
    }

    private ProducerRecord<byte[], byte[]> letter(DeadLetter why, byte[] key, byte[] value, Headers headers) {
        String target = topic.isEmpty() ? TopicNames.deadLetters(why.pipeline()) : topic;
        if (reads.contains(target)) {
            throw new ConnectException(loop(target, reads));
        }
        why.writeTo(headers);
        headers.remove(DeadLetter.SINK_TYPE).add(DeadLetter.SINK_TYPE, sinkType);
        return new ProducerRecord<>(target, null, why.failedAt(), key, value, headers);
    }

    static String loop(String deadLetterTopic, ReadTopics reads) {
        return "This sink reads its own dead-letter topic " + deadLetterTopic + " because of " + reads.key()
                + ", so each dead letter would become the next: set " + DeliveryConfig.DEAD_LETTER_TOPIC
                + " to a topic that it does not read";
    }

    private static DeadLetterReason reason(Exception cause) {
        if (cause instanceof BatchRefusedException refused) {
            return refused.reason();
        }
        return cause instanceof MalformedAvroException ? DeadLetterReason.MALFORMED : DeadLetterReason.SINK_REJECTED;
    }

    private static Optional<BatchHeader> header(BatchRecord batchRecord) {
        try {
            return Optional.of(EventBatch.read(batchRecord.value()).header());
        } catch (MalformedAvroException e) {
            return Optional.empty();
        }
    }

    /**
     * Waits for brokers that are away, and for what is mended there without us: a limit of the topic, a right. Were the task to stop
     * instead, it would stop for all other batches, and its metrics, which page, would end with it.
     */
    static Failures.Kind classify(Throwable failure) {
        boolean mayPass = failure instanceof RetriableException
                || failure instanceof RecordTooLargeException
                || failure instanceof TopicAuthorizationException;
        return mayPass ? Failures.Kind.RETRIABLE : Failures.Kind.FATAL;
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
