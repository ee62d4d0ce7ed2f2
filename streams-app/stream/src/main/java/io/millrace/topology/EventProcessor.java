// SPDX-License-Identifier: Apache-2.0
package io.millrace.topology;

import io.millrace.batch.BatchStage;
import io.millrace.batch.RevivedTaskException;
import io.millrace.decode.DecodeStage;
import io.millrace.dedup.DedupStage;
import io.millrace.dedup.EventIds;
import io.millrace.drain.DrainedStore;
import io.millrace.fields.FieldValues;
import io.millrace.group.GroupStage;
import io.millrace.metrics.PipelineMetrics;
import io.millrace.rollup.RollupStage;
import io.millrace.route.RouteStage;
import io.millrace.schemas.Event;
import io.millrace.source.EventRun;
import io.millrace.source.KnownPositions;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Takes runs of events apart and leads each event through the stages. What this costs is paid for every event: one object for all of
 * them, no hop to another processor, and no copy but the one into the batch.
 */
final class EventProcessor implements Processor<byte[], EventRun, byte[], byte[]> {
    private final Stages stages;
    private final PipelineMetrics metrics;
    /** Made with the processor, not in {@link #init}: it refuses to be initialized twice. Null when events are grouped first. */
    private final BatchStage batch;

    private final Event event = new Event();
    private FieldValues fields;
    private DecodeStage decode;
    /** Null when nothing is dropped as a repetition here. */
    private EventIds ids;

    private DedupStage dedup;
    private RollupStage rollup;
    private RouteStage route;
    /** Null when events are batched at once, like the store that is not that of the batches. */
    private GroupStage group;

    private DrainedStore remembered;

    EventProcessor(Stages stages, PipelineMetrics metrics) {
        this.stages = stages;
        this.metrics = metrics;
        batch = stages.isGrouped() ? null : stages.batch();
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        if (batch == null) {
            requireFirst(context);
        }
        fields = stages.fields();
        decode = stages.decode(context, fields);
        ids = stages.ids(fields);
        dedup = stages.dedup(context);
        TopicPartition source = new TopicPartition(
                stages.pipeline().sourceTopic(), context.taskId().partition());
        rollup = stages.rollup(context, fields, () -> KnownPositions.isAtEnd(source));
        route = stages.route(context, fields);
        if (batch == null) {
            remembered = context.getStateStore(stages.names().remembered());
            SourceNote.require(stages.pipeline().sourceTopic(), stages.source().id(), remembered.notes());
            group = stages.group(context, fields);
            return;
        }
        batch.init(context, () -> KnownPositions.has(source), KnownPositions.committed(source));
    }

    /** As the batch stage does, and for the same reason. */
    private void requireFirst(ProcessorContext<byte[], byte[]> context) {
        if (group != null) {
            throw new RevivedTaskException(context.taskId().toString());
        }
    }

    @Override
    public void process(Record<byte[], EventRun> record) {
        EventRun run = record.value();
        metrics.events(run.size());
        decode.beginRun();
        dedup.beginRun();
        rollup.beginRun();
        route.beginRun();
        try {
            for (int i = 0; i < run.size(); i++) {
                run.read(i, event);
                lead(run.offset(i));
            }
            dedup.endRun();
            rollup.endRun();
            route.endRun();
            if (group != null) {
                group.endRun();
            }
        } finally {
            event.release();
            fields.release();
        }
    }

    /** {@code offset} is where the task read the event. */
    private void lead(long offset) {
        if (decode.passes(event)) {
            fields.read(event.headers());
            if (isFirst() && rollup.passes(event) && route.passes(event)) {
                if (group == null) {
                    batch.process(offset, null, route.sinkTopic(), event);
                } else {
                    group.process(event, route.sinkTopic());
                }
            }
        }
    }

    private boolean isFirst() {
        return ids == null || !ids.read() || dedup.passes(event.offset(), ids.high(), ids.low(), event);
    }

    @Override
    public void close() {
        if (batch == null) {
            remembered.removeUsers();
        } else {
            batch.close();
        }
    }
}
