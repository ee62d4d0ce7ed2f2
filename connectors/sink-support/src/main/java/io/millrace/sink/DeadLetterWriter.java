package io.millrace.sink;

import io.millrace.schemas.BatchHeader;
import io.millrace.schemas.DeadLetter;
import io.millrace.schemas.DeadLetterReason;
import io.millrace.schemas.EventBatch;
import io.millrace.schemas.MalformedAvroException;
import io.millrace.schemas.TopicNames;
import io.millrace.sink.payload.BatchRefusedException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.connect.errors.ConnectException;

/** Parks whole batches on the dead-letter topic. Thread-safe. */
final class DeadLetterWriter implements AutoCloseable {
    private final Producer<byte[], byte[]> producer;
    private final String topic;
    private final ReadTopics reads;
    private final String sink;
    private final InstantSource clock;

    /**
     * @param topic empty for that of the pipeline the batch names, or else of the one its topic's name tells
     * @param reads what the sink reads, and must not write to
     * @param sink the connector's name
     */
    DeadLetterWriter(
            Producer<byte[], byte[]> producer, String topic, ReadTopics reads, String sink, InstantSource clock) {
        this.producer = producer;
        this.topic = topic;
        this.reads = reads;
        this.sink = sink;
        this.clock = clock;
    }

    /** Returns when the brokers have acknowledged the dead letter; what it throws is for {@link #classify}. */
    void park(BatchRecord parcel, Exception cause) throws Exception {
        String batchTopic = parcel.partition().topic();
        Optional<BatchHeader> batch = header(parcel);
        String pipeline = batch.map(BatchHeader::pipeline).orElseGet(() -> TopicNames.pipelineOf(batchTopic));
        long now = clock.millis();
        Long timestamp = parcel.record().timestamp();
        Headers headers = parcel.headers();
        new DeadLetter(
                        reason(cause),
                        DeadLetter.SINK_STAGE,
                        pipeline,
                        cause,
                        batchTopic,
                        parcel.partition().partition(),
                        parcel.offset(),
                        timestamp == null ? -1 : timestamp,
                        now,
                        batch.map(BatchHeader::batchId).orElse(null),
                        sink)
                .writeTo(headers);
        String target = topic.isEmpty() ? TopicNames.deadLetters(pipeline) : topic;
        if (reads.contains(target)) {
            throw new ConnectException(loop(target, reads));
        }
        await(new ProducerRecord<>(target, null, now, parcel.key(), parcel.value(), headers));
    }

    static String loop(String deadLetterTopic, ReadTopics reads) {
        return "The dead-letter topic " + deadLetterTopic + " is one that this sink reads by " + reads.key()
                + ", and each dead letter would become the next: name another with " + DeliveryConfig.DEAD_LETTER_TOPIC;
    }

    private void await(ProducerRecord<byte[], byte[]> letter) throws Exception {
        try {
            producer.send(letter).get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private static DeadLetterReason reason(Exception cause) {
        if (cause instanceof BatchRefusedException refused) {
            return refused.reason();
        }
        return cause instanceof MalformedAvroException ? DeadLetterReason.MALFORMED : DeadLetterReason.SINK_REJECTED;
    }

    private static Optional<BatchHeader> header(BatchRecord parcel) {
        try {
            return Optional.of(EventBatch.read(parcel.value()).header());
        } catch (MalformedAvroException e) {
            return Optional.empty();
        }
    }

    /** Brokers away are waited for; a dead letter that cannot be written stops the task, for it is the last resort. */
    static FailureKind classify(Throwable failure) {
        return failure instanceof RetriableException ? FailureKind.RETRIABLE : FailureKind.FATAL;
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
