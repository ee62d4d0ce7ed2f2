// SPDX-License-Identifier: Apache-2.0
package io.millrace.rollup;

import io.millrace.config.stages.Rollup;
import io.millrace.drain.CommitNotes;
import io.millrace.metrics.PipelineMetrics;
import io.millrace.schemas.AvroCursor;
import io.millrace.schemas.MalformedAvroException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;

/**
 * What time it is for the aggregation behind it, and which partials that can still take: it forwards those, at the start of their slice, and
 * instead of marks empty values, at a time that closes windows. One per rollup and task.
 *
 * <p>Kafka Streams' aggregation forgets its time over a restart and drops what is late without telling how many events that was. So the time is
 * committed here with the offsets, partials whose windows have all closed go no further, and what misses windows is counted.
 */
public final class RollupGuard implements FixedKeyProcessor<byte[], byte[], byte[]> {
    /** The value that moves time, and is in no window. */
    static final byte[] TIME = {};

    /** No window ends so early. */
    private static final long BEGINNING = -1;

    private final Rollup rollup;
    private final int sourcePartitions;
    private final PipelineMetrics metrics;
    private final ClosedWindows closedWindows;
    private final String note;

    private FixedKeyProcessorContext<byte[], byte[]> context;
    private CommitNotes notes;
    /** By source partition. */
    private final Map<Integer, Long> watermarks = new HashMap<>();
    /** That all source partitions have passed, or that the skew of the fastest leaves. */
    private long time;

    /** Where the aggregation is, once it has been told in this life. */
    private long told;

    private boolean hasTold;

    /** {@code sourcePartitions} must all have told their time before any window closes. */
    public RollupGuard(Rollup rollup, int sourcePartitions, ClosedWindows closedWindows, PipelineMetrics metrics) {
        this.rollup = rollup;
        this.sourcePartitions = sourcePartitions;
        this.closedWindows = closedWindows;
        this.metrics = metrics;
        note = "rollup-time-" + rollup.name();
    }

    @Override
    public void init(FixedKeyProcessorContext<byte[], byte[]> processorContext) {
        context = processorContext;
        notes = CommitNotes.ofProcessor(processorContext);
        watermarks.clear();
        Long known = notes.get(note);
        time = known == null ? BEGINNING : known;
        told = time;
        hasTold = false;
        closedWindows.forget(rollup.name(), context.taskId().partition());
    }

    @Override
    public void process(FixedKeyRecord<byte[], byte[]> record) {
        try {
            AvroCursor in = ShuffleRecords.behindTags(record.value());
            if (ShuffleRecords.isMark(record.value())) {
                watermarks.merge(in.readInt(), in.readLong(), Math::max);
                if (watermarks.size() >= sourcePartitions) {
                    advance(watermarks.values().stream()
                            .mapToLong(Long::longValue)
                            .min()
                            .orElseThrow());
                }
                tell(record);
            } else {
                take(record, in.readLong(), in.position());
            }
        } catch (MalformedAvroException e) {
            throw new IllegalStateException("A record of rollups is damaged", e);
        }
    }

    private void advance(long to) {
        if (to > time) {
            time = to;
            notes.put(note, time);
        }
    }

    /** Windows that end by then have closed. */
    private long closed() {
        return time - rollup.graceMs();
    }

    /**
     * The store behind the aggregation forgets what is older than its retention when time moves, before results of that are made. So time
     * moves in steps that are no longer than what the retention has room for, until nothing is left in the store: no partial was further
     * ahead of the time than the skew.
     */
    private void tell(FixedKeyRecord<byte[], byte[]> record) {
        if (time == BEGINNING) {
            return;
        }
        if (!hasTold) {
            hasTold = true;
            told = told == BEGINNING ? time : told;
            tellNow(record);
        }
        long empty = told + rollup.skewMs() + rollup.windowMs() + rollup.graceMs() + rollup.sliceMs();
        while (slice(time) > slice(told)) {
            told = told > empty ? time : Math.min(time, told + stepMs(rollup));
            tellNow(record);
        }
    }

    /** Windows close at the ends of slices only. */
    private long slice(long at) {
        return Math.floorDiv(at - rollup.graceMs(), rollup.sliceMs());
    }

    private void tellNow(FixedKeyRecord<byte[], byte[]> record) {
        long timestamp = told + rollup.skewMs();
        if (timestamp >= 0) {
            context.forward(record.withValue(TIME).withTimestamp(timestamp));
        }
        closedWindows.closed(rollup.name(), context.taskId().partition(), told - rollup.graceMs());
    }

    private static long stepMs(Rollup rollup) {
        return Math.max(rollup.windowMs(), rollup.skewMs());
    }

    /** How long the store must remember windows behind the latest that it has seen: those that a step closes are still there. */
    public static long retentionMs(Rollup rollup) {
        return rollup.windowMs() + rollup.graceMs() + rollup.skewMs() + stepMs(rollup) + rollup.sliceMs();
    }

    private void take(FixedKeyRecord<byte[], byte[]> record, long slice, int from) {
        advance(slice - rollup.skewMs());
        tell(record);
        if (rollup.firstWindowEnd(slice) <= closed()) {
            metrics.rollupLate(rollup.name(), Partial.count(record.value(), from));
            if (rollup.lastWindowEnd(slice) <= closed()) {
                return;
            }
        }
        byte[] partial = Arrays.copyOfRange(record.value(), from, record.value().length);
        context.forward(record.withValue(partial).withTimestamp(slice));
    }
}
