// SPDX-License-Identifier: Apache-2.0
package io.millrace.dlq;

import io.millrace.config.PipelineConfig;
import io.millrace.metrics.PipelineMetrics;
import io.millrace.schemas.DeadLetter;
import io.millrace.schemas.DeadLetterReason;
import io.millrace.schemas.Event;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Sends the events that one stage refuses to its dead-letter sink. One per task, on the stream thread. */
public final class DeadLetterForwarder {
    private final ProcessorContext<byte[], byte[]> context;
    private final PipelineConfig pipeline;
    private final String stage;
    private final String sinkNode;
    private final PipelineMetrics metrics;

    /** {@code sinkNode} is the child of this stage that writes to the dead-letter topic. */
    public DeadLetterForwarder(
            ProcessorContext<byte[], byte[]> context,
            PipelineConfig pipeline,
            String stage,
            String sinkNode,
            PipelineMetrics metrics) {
        this.context = context;
        this.pipeline = pipeline;
        this.stage = stage;
        this.sinkNode = sinkNode;
        this.metrics = metrics;
    }

    /** Parks {@code event} with the key, value, headers and timestamp of its record; {@code cause} says why and holds no payload. */
    public void park(Event event, DeadLetterReason reason, Exception cause) {
        long now = RecordTimestamps.now(context);
        Headers headers = new RecordHeaders(event.headers());
        new DeadLetter(
                        reason,
                        stage,
                        pipeline.name(),
                        cause,
                        pipeline.sourceTopic(),
                        event.partition(),
                        event.offset(),
                        event.recordTimestamp(),
                        now,
                        null,
                        null)
                .writeTo(headers);
        context.forward(new Record<>(event.copyOfKey(), event.copyOfValue(), now, headers), sinkNode);
        metrics.deadLetter(reason);
    }
}
