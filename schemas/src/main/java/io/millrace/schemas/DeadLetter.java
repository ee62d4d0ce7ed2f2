// SPDX-License-Identifier: Apache-2.0
package io.millrace.schemas;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * The content of a dead letter's headers. Key, value and the other headers of the record are the original's, untouched. The {@code
 * __streams.errors.*} names and their values as strings are KIP-1034's.
 *
 * @param stage where it failed: a stage of the stream, or {@code sink}
 * @param topic where the original was read, with {@code partition} and {@code offset}
 * @param timestamp the original record's timestamp, in epoch milliseconds; the dead letter's own is the time of failure, so that
 *     retention counts from there
 * @param failedAt epoch milliseconds
 * @param batchId null for an event
 * @param sink null unless a sink failed
 */
public record DeadLetter(
        DeadLetterReason reason,
        String stage,
        String pipeline,
        Exception cause,
        String topic,
        int partition,
        long offset,
        long timestamp,
        long failedAt,
        String batchId,
        String sink) {
    public static final String EXCEPTION = "__streams.errors.exception";
    public static final String MESSAGE = "__streams.errors.message";
    public static final String STACKTRACE = "__streams.errors.stacktrace";
    public static final String TOPIC = "__streams.errors.topic";
    public static final String PARTITION = "__streams.errors.partition";
    public static final String OFFSET = "__streams.errors.offset";
    public static final String REASON = "millrace.reason";
    public static final String STAGE = "millrace.stage";
    public static final String PIPELINE = "millrace.pipeline";
    public static final String ATTEMPTS = "millrace.attempts";
    public static final String FAILED_AT = "millrace.failed.at";
    public static final String TIMESTAMP = "millrace.timestamp";
    public static final String BATCH_ID = "millrace.batch.id";
    public static final String SINK = "millrace.sink";

    /** Which kind of sink that is: {@code s3}, {@code opensearch} or {@code postgres}. */
    public static final String SINK_TYPE = "millrace.sink.type";

    /** Of an event that a sink has refused: the group of its batch, if it had one. */
    public static final String GROUP_KEY = "millrace.group.key";

    /**
     * Of an event that was sent back to its source: pipeline and the last stage that has ever refused it, as {@code clicks/route}. Stages
     * before that one have seen it already. Missing when it was the first stage.
     */
    public static final String REFUSED_BY = "millrace.refused.by";

    /** The stages of the stream that refuse events, in the order in which they see them. */
    public static final List<String> STREAM_STAGES = List.of("decode", "rollup", "route", "group", "batch");

    /** The stage of a dead letter that a connector wrote. */
    public static final String SINK_STAGE = "sink";

    /** By how much a dead letter may exceed its original: the difference allowed for between the two topics' size limits. */
    public static final int HEADER_ALLOWANCE_BYTES = 32 * 1024;

    private static final int MAX_TEXT_BYTES = 8 * 1024;

    public DeadLetter {
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(cause, "cause");
    }

    /** Puts these facts on {@code headers}, replacing any that an earlier failure left; attempts are counted up. */
    public void writeTo(Headers headers) {
        int attempts = attempts(headers) + 1;
        put(headers, EXCEPTION, cause.getClass().getName());
        put(headers, MESSAGE, String.valueOf(cause.getMessage()));
        put(headers, STACKTRACE, stackTrace());
        put(headers, TOPIC, topic);
        put(headers, PARTITION, Integer.toString(partition));
        put(headers, OFFSET, Long.toString(offset));
        put(headers, REASON, reason.name());
        put(headers, STAGE, stage);
        put(headers, PIPELINE, pipeline);
        put(headers, ATTEMPTS, Integer.toString(attempts));
        put(headers, FAILED_AT, Long.toString(failedAt));
        put(headers, TIMESTAMP, Long.toString(timestamp));
        put(headers, BATCH_ID, batchId);
        put(headers, SINK, sink);
    }

    /** How often it has failed so far, as {@code headers} say; 0 when they do not. */
    public static int attempts(Headers headers) {
        String before = text(headers, ATTEMPTS);
        return before != null && before.matches("\\d{1,9}") ? Integer.parseInt(before) : 0;
    }

    private static void put(Headers headers, String name, String value) {
        headers.remove(name);
        if (value != null) {
            byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
            headers.add(name, utf8.length > MAX_TEXT_BYTES ? Arrays.copyOf(utf8, MAX_TEXT_BYTES) : utf8);
        }
    }

    private String stackTrace() {
        StringWriter text = new StringWriter();
        cause.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    /** The header's value as text, or null when it is missing or null. */
    public static String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
