// SPDX-License-Identifier: Apache-2.0
package io.millrace.decode;

import io.millrace.config.PipelineConfig;
import io.millrace.dlq.DeadLetterForwarder;
import io.millrace.fields.FieldValues;
import io.millrace.schemas.Event;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/** The first stage: a valid event goes on, with its time, schema and payload; anything else becomes a dead letter. One per task. */
public final class DecodeStage {
    private final Decoder decoder;
    private final DeadLetterForwarder deadLetters;

    /** {@code picked} is told what the fields of a valid event hold that it asks for. */
    public DecodeStage(ProcessorContext<byte[], byte[]> context, DecodeStageSettings settings, FieldValues picked) {
        PipelineConfig pipeline = settings.pipeline();
        decoder = new Decoder(
                pipeline.format(),
                EventTimeRules.of(pipeline),
                settings.schemas(),
                context::currentSystemTimeMs,
                picked);
        deadLetters = new DeadLetterForwarder(
                context, pipeline, settings.stageName(), settings.deadLetterNode(), settings.metrics());
    }

    /** The events to come are of one run. */
    public void beginRun() {
        decoder.beginRun();
    }

    /** Whether the event goes on; as {@link Decoder#decode} says, this may wait, and throw. */
    public boolean passes(Event event) {
        try {
            decoder.decode(event);
            return true;
        } catch (RejectedException e) {
            deadLetters.park(event, e.reason(), e);
            return false;
        }
    }
}
