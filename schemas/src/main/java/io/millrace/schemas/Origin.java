// SPDX-License-Identifier: Apache-2.0
package io.millrace.schemas;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;

/**
 * Where an event comes from that a rule sent to a topic of its own, as that record's headers say. Key, value and the other headers are
 * the event's, untouched; the record's own timestamp is the time at which it was sent there.
 *
 * @param pipeline whose rule it was
 * @param topic where the event was read, with {@code partition} and {@code offset}
 * @param timestamp the event's record had, in epoch milliseconds
 */
public record Origin(String pipeline, String topic, int partition, long offset, long timestamp) {
    public static final String TOPIC = "millrace.source.topic";
    public static final String PARTITION = "millrace.source.partition";
    public static final String OFFSET = "millrace.source.offset";
    public static final String TIMESTAMP = "millrace.source.timestamp";

    /** By how much the record may exceed the event: the difference allowed for between the two topics' size limits. */
    public static final int HEADER_ALLOWANCE_BYTES = 1024;

    /** Puts these facts on {@code headers}, replacing any that an earlier rule left. */
    public void writeTo(Headers headers) {
        put(headers, DeadLetter.PIPELINE, pipeline);
        put(headers, TOPIC, topic);
        put(headers, PARTITION, Integer.toString(partition));
        put(headers, OFFSET, Long.toString(offset));
        put(headers, TIMESTAMP, Long.toString(timestamp));
    }

    private static void put(Headers headers, String name, String value) {
        headers.remove(name).add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    /** What {@code headers} say, or null when they do not say all of it; anybody can write headers. */
    public static Origin of(Headers headers) {
        String pipeline = DeadLetter.text(headers, DeadLetter.PIPELINE);
        String topic = DeadLetter.text(headers, TOPIC);
        try {
            Origin said = new Origin(
                    pipeline,
                    topic,
                    Integer.parseInt(String.valueOf(DeadLetter.text(headers, PARTITION))),
                    Long.parseLong(String.valueOf(DeadLetter.text(headers, OFFSET))),
                    Long.parseLong(String.valueOf(DeadLetter.text(headers, TIMESTAMP))));
            return pipeline == null || topic == null || said.partition < 0 || said.offset < 0 ? null : said;
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
