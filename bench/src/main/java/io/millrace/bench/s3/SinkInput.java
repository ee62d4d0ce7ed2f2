// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.s3;

import io.millrace.bench.bed.Pace;
import java.util.Locale;

/** What a sink reads, the same events for all. */
enum SinkInput {
    /** Batches of JSON events. */
    JSON_BATCHES(S3Runs.BATCH_EVENTS, 4_000_000),
    /** Batches of Avro events. */
    AVRO_BATCHES(S3Runs.BATCH_EVENTS, 4_000_000),
    /** The JSON events one by one. */
    JSON_EVENTS(1, 2_000_000);

    private final int eventsOfRecord;
    private final long events;

    SinkInput(int eventsOfRecord, long events) {
        this.eventsOfRecord = eventsOfRecord;
        this.events = events;
    }

    String topic() {
        return "s3-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    int eventsOfRecord() {
        return eventsOfRecord;
    }

    /** Whole batches for each partition. */
    long events(Pace pace) {
        long unit = (long) S3Runs.BATCH_EVENTS * S3Runs.PARTITIONS;
        return Math.max(1, pace.events(events) / unit) * unit;
    }
}
