// SPDX-License-Identifier: Apache-2.0
package io.millrace.dropped;

import io.millrace.config.PipelineConfig;
import io.millrace.dlq.RecordTimestamps;
import io.millrace.metrics.PipelineMetrics;
import io.millrace.schemas.DropReason;
import io.millrace.schemas.DroppedEvents;
import io.millrace.schemas.Event;
import io.millrace.schemas.EventContent;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Keeps account of the events that one stage drops for one reason, in a record for each run of events. One per task. */
public final class DroppedLedger {
    private final ProcessorContext<byte[], byte[]> context;
    private final String sourceTopic;
    private final DropReason reason;
    private final String sinkNode;
    private final PipelineMetrics metrics;
    private final EventContent content;
    private int partition;
    private final DroppedEvents events = new DroppedEvents();

    /** {@code sinkNode} is the child of this stage that writes to the topic of dropped events. */
    public DroppedLedger(
            ProcessorContext<byte[], byte[]> context,
            PipelineConfig pipeline,
            DropReason reason,
            String sinkNode,
            PipelineMetrics metrics) {
        this.context = context;
        this.sourceTopic = pipeline.sourceTopic();
        this.reason = reason;
        this.sinkNode = sinkNode;
        this.metrics = metrics;
        content = new EventContent(pipeline.timestampField() == null);
    }

    /** A run begins; what one before it left, which failed, comes again. */
    public void beginRun() {
        events.clear();
    }

    /** The event goes nowhere else. */
    public void add(Event event) {
        partition = event.partition();
        events.add(event.offset(), content.of(event));
    }

    /** The run is over. */
    public void endRun() {
        if (!events.isEmpty()) {
            byte[] account = events.bytes(sourceTopic, partition, reason);
            context.forward(new Record<>(null, account, RecordTimestamps.now(context)), sinkNode);
            metrics.dropped(reason, events.count());
        }
    }
}
