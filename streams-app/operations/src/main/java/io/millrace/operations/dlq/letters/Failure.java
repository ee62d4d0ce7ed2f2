// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.dlq.letters;

import io.millrace.schemas.DeadLetter;
import io.millrace.schemas.DeadLetterReason;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;

/**
 * What a dead letter's headers say of its failure: Millrace's own, those of Kafka Streams, or those of Kafka Connect. Null for what they do
 * not say.
 *
 * @param reason of {@link DeadLetterReason}; the exception's class, without its package, where Kafka Streams wrote the letter itself
 * @param stage of the stream, or {@link DeadLetter#SINK_STAGE}
 * @param sink the connector; null for an event that the stream refused
 * @param at where the original was read, with {@code offset}
 * @param attempts how often it has failed, this time included
 * @param failedAt epoch milliseconds
 * @param timestamp of the original record, or the event's time where a sink refused it: epoch milliseconds, negative for none
 * @param ofConnect whether Kafka Connect wrote the letter itself
 */
public record Failure(
        String reason,
        String stage,
        String sink,
        TopicPartition at,
        long offset,
        int attempts,
        long failedAt,
        long timestamp,
        String batchId,
        String exception,
        String message,
        boolean ofConnect) {
    static final String STREAMS = "__streams.errors.";
    static final String CONNECT = "__connect.errors.";

    private static final String OTHER = "OTHER";

    /** Reads headers that anybody may have written: what makes no sense counts as not said. */
    static Failure of(ConsumerRecord<byte[], byte[]> letter) {
        Headers headers = letter.headers();
        boolean isOurs = DeadLetter.text(headers, DeadLetter.REASON) != null;
        boolean ofConnect = !isOurs && headers.lastHeader(CONNECT + "topic") != null;
        String exception =
                DeadLetter.text(headers, ofConnect ? CONNECT + "exception.class.name" : DeadLetter.EXCEPTION);
        String prefix = ofConnect ? CONNECT : STREAMS;
        Long offset = number(headers, prefix + "offset", 18);
        Long failedAt = number(headers, DeadLetter.FAILED_AT, 18);
        return new Failure(
                isOurs ? DeadLetter.text(headers, DeadLetter.REASON) : reason(ofConnect, exception),
                ofConnect ? DeadLetter.SINK_STAGE : DeadLetter.text(headers, DeadLetter.STAGE),
                DeadLetter.text(headers, ofConnect ? CONNECT + "connector.name" : DeadLetter.SINK),
                place(headers, prefix),
                offset == null ? -1 : offset,
                DeadLetter.attempts(headers) + (isOurs ? 0 : 1),
                failedAt == null ? letter.timestamp() : failedAt,
                isOurs ? timestamp(headers) : letter.timestamp(),
                DeadLetter.text(headers, DeadLetter.BATCH_ID),
                exception,
                DeadLetter.text(headers, ofConnect ? CONNECT + "exception.message" : DeadLetter.MESSAGE),
                ofConnect);
    }

    private static String reason(boolean ofConnect, String exception) {
        if (ofConnect) {
            return DeadLetterReason.SINK_REJECTED.name();
        }
        return exception == null ? OTHER : exception.substring(exception.lastIndexOf('.') + 1);
    }

    private static TopicPartition place(Headers headers, String prefix) {
        String topic = DeadLetter.text(headers, prefix + "topic");
        Long partition = number(headers, prefix + "partition", 9);
        return topic == null || partition == null ? null : new TopicPartition(topic, partition.intValue());
    }

    private static Long number(Headers headers, String name, int maxDigits) {
        String text = DeadLetter.text(headers, name);
        return text != null && text.matches("[0-9]{1," + maxDigits + "}") ? Long.valueOf(text) : null;
    }

    private static long timestamp(Headers headers) {
        Long timestamp = number(headers, DeadLetter.TIMESTAMP, 18);
        return timestamp == null ? ConsumerRecord.NO_TIMESTAMP : timestamp;
    }

    /** Whether a connector refused it, not the stream. */
    public boolean isOfSink() {
        return DeadLetter.SINK_STAGE.equals(stage);
    }

    /** Whether it says where it comes from. */
    public boolean isPlaced() {
        return at != null && offset >= 0;
    }
}
