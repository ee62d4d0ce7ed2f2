// SPDX-License-Identifier: Apache-2.0
package io.millrace.config.topics;

import io.millrace.schemas.DeadLetter;
import io.millrace.schemas.Origin;
import java.util.function.ToLongFunction;

/**
 * How large the records of a pipeline's topics get, in bytes. In the methods, {@code takes} tells how large a record the pipeline's
 * topic of a role accepts, since topics further down depend on it.
 *
 * @param batchMaxBytes of the largest batch
 */
public record TopicSizes(int batchMaxBytes) {
    /** For key, headers and framing in addition to a batch, with room to raise its limit a little. */
    private static final int ROOM_BESIDE_BATCH = 64 * 1024;

    /** For what state needs in addition to a batch: a chunk's facts, or a marker that names many batches. */
    private static final int ROOM_BESIDE_STATE = 1024 * 1024;

    private static final int NEW_SINK = 1024 * 1024;

    /** A source's limit counts compressed bytes, but dead letters and routed events are written as they were read, so there is room for it uncompressed. */
    private static final int NEW_UNCOMPRESSED = 32 * 1024 * 1024;

    /** The largest record of a sink topic. */
    public int batchRecord() {
        return batchMaxBytes + ROOM_BESIDE_BATCH;
    }

    /** The largest record of a state topic. */
    public int stateRecord() {
        return batchMaxBytes + ROOM_BESIDE_STATE;
    }

    /** The largest record of a repartition topic: many events, the last of which may be as large as a batch. */
    public int bundleRecord() {
        return batchMaxBytes + ROOM_BESIDE_STATE;
    }

    /** What a topic must accept; 0 where that is its producers' business, or nothing near any limit. */
    public long least(TopicRole role, ToLongFunction<TopicRole> takes) {
        return switch (role) {
            case SOURCE, DROPPED, ROLLUPS, REDRIVES, TOPOLOGY -> 0;
            case SINK -> batchRecord();
            // What was parked, and nothing else.
            case REDRIVEN -> takes.applyAsLong(TopicRole.DLQ);
            // Every event and, from the sinks, every batch, with the headers that say why.
            case DLQ -> atMostInt(largestBefore(takes) + DeadLetter.HEADER_ALLOWANCE_BYTES);
            case ROUTE -> atMostInt(takes.applyAsLong(TopicRole.SOURCE) + Origin.HEADER_ALLOWANCE_BYTES);
            case STATE -> stateRecord();
            case REPARTITION -> bundleRecord();
        };
    }

    /** What a topic is created with when it is new; 0 for the brokers' default. */
    public long whenNew(TopicRole role, ToLongFunction<TopicRole> takes) {
        return switch (role) {
            case SOURCE, DROPPED, ROLLUPS, REDRIVES, TOPOLOGY -> 0;
            case SINK -> Math.max(batchRecord(), NEW_SINK);
            case REDRIVEN -> atMostInt(Math.max(takes.applyAsLong(TopicRole.DLQ), NEW_UNCOMPRESSED));
            case DLQ -> atMostInt(Math.max(largestBefore(takes) + ROOM_BESIDE_BATCH, NEW_UNCOMPRESSED));
            case ROUTE ->
                atMostInt(Math.max(takes.applyAsLong(TopicRole.SOURCE) + ROOM_BESIDE_BATCH, NEW_UNCOMPRESSED));
            case STATE -> stateRecord();
            case REPARTITION -> bundleRecord();
        };
    }

    /** The records that need that much, for messages. */
    public String largest(TopicRole role) {
        return switch (role) {
            case SOURCE -> "events";
            case SINK -> "batches of batch.max.bytes=" + batchMaxBytes;
            case DLQ -> "events and batches with the headers of dead letters";
            case ROUTE -> "events with headers that say where they come from";
            case DROPPED -> "offsets of dropped events";
            case ROLLUPS -> "results of rollups";
            case REDRIVEN -> "batches and events that were dead letters";
            case REDRIVES -> "places of dead letters";
            case STATE -> "open batches of batch.max.bytes=" + batchMaxBytes;
            case REPARTITION -> "events on their way to their group";
            case TOPOLOGY -> "facts of a topology";
        };
    }

    private static long largestBefore(ToLongFunction<TopicRole> takes) {
        return Math.max(takes.applyAsLong(TopicRole.SOURCE), takes.applyAsLong(TopicRole.SINK));
    }

    /** Kafka counts them so. */
    private static long atMostInt(long bytes) {
        return Math.min(bytes, Integer.MAX_VALUE);
    }
}
