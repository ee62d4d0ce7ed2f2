// SPDX-License-Identifier: Apache-2.0
package io.millrace.decode;

import io.millrace.config.PipelineConfig;
import io.millrace.config.stages.TimestampUnit;

/**
 * Where an event's time is, and which times are believed.
 *
 * @param field the top-level field with the event time, or null for the record's timestamp
 * @param unit what a number in it counts, unless an Avro schema says so itself
 * @param minMs the earliest time that is believed of the field
 * @param maxAheadMs how far ahead of the clock an event time may be
 */
public record EventTimeRules(String field, TimestampUnit unit, long minMs, long maxAheadMs) {
    /** The record's timestamp. */
    public static EventTimeRules ofRecord(long maxAheadMs) {
        return new EventTimeRules(null, TimestampUnit.MS, 0, maxAheadMs);
    }

    /** Any time since 1970, in milliseconds where it is a number. */
    public static EventTimeRules ofField(String field, long maxAheadMs) {
        return new EventTimeRules(field, TimestampUnit.MS, 0, maxAheadMs);
    }

    static EventTimeRules of(PipelineConfig pipeline) {
        return new EventTimeRules(
                pipeline.timestampField(),
                pipeline.timestampUnit(),
                pipeline.timestampMinMs(),
                pipeline.timestampMaxAheadMs());
    }
}
