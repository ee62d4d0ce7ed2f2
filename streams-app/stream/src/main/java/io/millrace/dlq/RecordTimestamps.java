// SPDX-License-Identifier: Apache-2.0
package io.millrace.dlq;

import io.millrace.schemas.DeadLetter;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.TimestampExtractor;
import org.apache.kafka.streams.processor.api.ProcessingContext;

/**
 * Shields Kafka Streams from timestamps it cannot live with. Streams drops a record with a negative one without a trace,
 * and a near-{@code Long.MAX_VALUE} one hangs its stream-time clock (CVE-2026-111496), so both become 0 here, and a header
 * of our own carries what the record said to the decode stage, which judges it and takes the header off again.
 */
public final class RecordTimestamps implements TimestampExtractor {
    private static final String CARRIER = "__millrace.record.timestamp";
    private static final long STAND_IN = 0;
    /** The year 9999: sane for any clock, far from overflow. */
    private static final long MAX_SANE = 253_402_300_799_999L;

    @Override
    public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
        long timestamp = record.timestamp();
        if (timestamp > STAND_IN && timestamp <= MAX_SANE) {
            return timestamp;
        }
        // Whoever sends this header is not believed.
        record.headers().remove(CARRIER);
        if (timestamp != STAND_IN) {
            record.headers().add(CARRIER, Long.toString(timestamp).getBytes(StandardCharsets.UTF_8));
        }
        return STAND_IN;
    }

    /**
     * The time for what is sent. The clock of Streams never goes back, so it is ahead of the machine's once that was set back,
     * and brokers refuse records from the future.
     */
    public static long now(ProcessingContext context) {
        return Math.min(context.currentSystemTimeMs(), System.currentTimeMillis());
    }

    /** The timestamp the record came with, given the one Streams was told; takes the carrier off {@code headers}. */
    public static long original(Headers headers, long extracted) {
        if (extracted != STAND_IN) {
            return extracted;
        }
        String carried = DeadLetter.text(headers, CARRIER);
        headers.remove(CARRIER);
        return carried == null ? STAND_IN : Long.parseLong(carried);
    }
}
