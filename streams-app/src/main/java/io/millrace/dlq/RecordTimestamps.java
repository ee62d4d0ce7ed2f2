package io.millrace.dlq;

import io.millrace.schemas.DeadLetter;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * Shields Kafka Streams from timestamps it cannot live with. Streams drops a record with a negative one without a trace,
 * and a near-{@code Long.MAX_VALUE} one hangs its stream-time clock (CVE-2026-111496), so both become 0 here, and the
 * header {@value #ORIGINAL} keeps what the record said for the decode stage to judge.
 */
public final class RecordTimestamps implements TimestampExtractor {
    private static final String ORIGINAL = DeadLetter.TIMESTAMP;
    private static final long STAND_IN = 0;
    /** The year 9999: sane for any clock, far from overflow. */
    private static final long MAX_SANE = 253_402_300_799_999L;

    @Override
    public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
        long timestamp = record.timestamp();
        if (timestamp >= 0 && timestamp <= MAX_SANE) {
            return timestamp;
        }
        record.headers().add(ORIGINAL, Long.toString(timestamp).getBytes(StandardCharsets.UTF_8));
        return STAND_IN;
    }

    /** The timestamp the record came with, given the one Streams was told. */
    public static long original(Headers headers, long extracted) {
        if (extracted != STAND_IN) {
            return extracted;
        }
        Header kept = headers.lastHeader(ORIGINAL);
        try {
            return kept == null ? extracted : Long.parseLong(new String(kept.value(), StandardCharsets.UTF_8));
        } catch (NumberFormatException e) {
            return extracted;
        }
    }
}
