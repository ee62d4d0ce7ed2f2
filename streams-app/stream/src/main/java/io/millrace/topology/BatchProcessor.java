// SPDX-License-Identifier: Apache-2.0
package io.millrace.topology;

import io.millrace.batch.BatchStage;
import io.millrace.dedup.DedupStage;
import io.millrace.group.Bundle;
import io.millrace.schemas.Event;
import io.millrace.source.KnownPositions;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Takes bundles of grouped events apart and leads each event into its batch. */
final class BatchProcessor implements Processor<byte[], byte[], byte[], byte[]> {
    private final String topic;
    private final Stages stages;
    /** Made with the processor, not in {@link #init}: it refuses to be initialized twice. */
    private final BatchStage batch;

    private final Bundle.Reader events = new Bundle.Reader();
    private final Event event = new Event();
    private ProcessorContext<byte[], byte[]> context;
    private DedupStage dedup;

    /** {@code topic} is the repartition topic. */
    BatchProcessor(String topic, Stages stages) {
        this.topic = topic;
        this.stages = stages;
        batch = stages.batch();
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> ofTask) {
        context = ofTask;
        dedup = stages.dedupOfGroups(context);
        TopicPartition source = new TopicPartition(topic, context.taskId().partition());
        batch.init(context, () -> KnownPositions.has(source), position(KnownPositions.committed(source)));
    }

    /** −1 stays what it is, and so does what is beyond all offsets. */
    private static long position(long offset) {
        return offset < 0 || offset == Long.MAX_VALUE ? offset : Bundle.position(offset, 0);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        long offset = context.recordMetadata().orElseThrow().offset();
        events.over(record.value());
        dedup.beginRun();
        try {
            for (int i = 0; events.next(event); i++) {
                lead(Bundle.position(offset, i));
            }
            dedup.endRun();
        } finally {
            event.release();
        }
    }

    private void lead(long position) {
        if (events.high() == 0 || dedup.passes(position, events.high(), events.low(), event)) {
            batch.process(position, events.group(), events.topic(), event);
        }
    }

    @Override
    public void close() {
        batch.close();
    }
}
