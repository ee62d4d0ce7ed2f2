// SPDX-License-Identifier: Apache-2.0
package io.millrace.decode;

import io.millrace.config.PipelineConfig;
import io.millrace.dlq.DeadLetterForwarder;
import io.millrace.dlq.RecordTimestamps;
import io.millrace.metrics.PipelineMetrics;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * The first stage: a valid event goes on as it is, with its event time as the record's timestamp; anything else becomes a
 * dead letter.
 */
public final class DecodeStage implements Processor<byte[], byte[], byte[], byte[]> {
    private final DecodeStageSettings settings;
    private final PipelineMetrics metrics;

    private ProcessorContext<byte[], byte[]> context;
    private Decoder decoder;
    private DeadLetterForwarder deadLetters;

    public DecodeStage(DecodeStageSettings settings) {
        this.settings = settings;
        this.metrics = settings.metrics();
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> processorContext) {
        context = processorContext;
        PipelineConfig pipeline = settings.pipeline();
        decoder = new Decoder(
                pipeline.format(), EventTimeRules.of(pipeline), settings.schemas(), context::currentSystemTimeMs);
        deadLetters = new DeadLetterForwarder(
                context, pipeline.name(), settings.stageName(), settings.deadLetterNode(), metrics);
    }

    @Override
    public void process(Record<byte[], byte[]> event) {
        metrics.event();
        long extracted = event.timestamp();
        long recorded = RecordTimestamps.original(event.headers(), extracted);
        try {
            decoder.decode(event.value(), recorded);
        } catch (RejectedException e) {
            deadLetters.park(event, recorded, e.reason(), e);
            return;
        }
        long timestamp = decoder.timestamp();
        context.forward(timestamp == extracted ? event : event.withTimestamp(timestamp), settings.nextNode());
    }
}
