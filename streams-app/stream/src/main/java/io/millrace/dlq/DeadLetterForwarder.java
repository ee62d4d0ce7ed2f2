// SPDX-License-Identifier: Apache-2.0
package io.millrace.dlq;

import io.millrace.metrics.PipelineMetrics;
import io.millrace.schemas.DeadLetter;
import io.millrace.schemas.DeadLetterReason;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Sends the events that one stage refuses to its dead-letter sink. One per task, on the stream thread. */
public final class DeadLetterForwarder {
    private final ProcessorContext<byte[], byte[]> context;
    private final String pipeline;
    private final String stage;
    private final String sinkNode;
    private final PipelineMetrics metrics;

    /** {@code sinkNode} is the child of this stage that writes to the dead-letter topic. */
    public DeadLetterForwarder(
            ProcessorContext<byte[], byte[]> context,
            String pipeline,
            String stage,
            String sinkNode,
            PipelineMetrics metrics) {
        this.context = context;
        this.pipeline = pipeline;
        this.stage = stage;
        this.sinkNode = sinkNode;
        this.metrics = metrics;
    }

    /**
     * Parks {@code event} with its own key, value and headers; {@code cause} says why and holds no payload.
     *
     * @param timestamp what the record came with
     */
    public void park(Record<byte[], byte[]> event, long timestamp, DeadLetterReason reason, Exception cause) {
        RecordMetadata at = context.recordMetadata().orElseThrow();
        long now = RecordTimestamps.now(context);
        Headers headers = new RecordHeaders(event.headers());
        new DeadLetter(
                        reason,
                        stage,
                        pipeline,
                        cause,
                        at.topic(),
                        at.partition(),
                        at.offset(),
                        timestamp,
                        now,
                        null,
                        null)
                .writeTo(headers);
        context.forward(new Record<>(event.key(), event.value(), now, headers), sinkNode);
        metrics.deadLetter(reason);
    }
}
