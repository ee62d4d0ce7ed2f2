// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.streams;

import io.millrace.bench.subject.Spec;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * The best that the public API allows: chunks that are full are written once, the open one is overwritten per event in a
 * store whose cache turns that into one write per commit. What is on the heap is a copy of the open chunk, no more. What
 * {@link EntryPerEvent} says of crashes holds here too.
 */
final class ChunkStore {
    static final String CHUNKS = "chunks";
    static final String OPEN = "open";

    private ChunkStore() {}

    static Topology topology(Spec spec, LongAdder processed) {
        int batchEvents = (int) spec.number(Spec.BATCH_EVENTS);
        return ByHand.topology(
                spec,
                () -> new Chunking(processed, batchEvents),
                ByHand.store(CHUNKS).withCachingDisabled(),
                ByHand.store(OPEN).withCachingEnabled());
    }

    private static final class Chunking extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
        private final LongAdder processed;
        private final int batchEvents;
        private ChunkedBatch batch;

        Chunking(LongAdder processed, int batchEvents) {
            this.processed = processed;
            this.batchEvents = batchEvents;
        }

        @Override
        public void init(ProcessorContext<byte[], byte[]> context) {
            super.init(context);
            batch = new ChunkedBatch(
                    context.taskId().partition(), context.getStateStore(CHUNKS), context.getStateStore(OPEN));
            batch.load();
        }

        @Override
        public void process(Record<byte[], byte[]> event) {
            batch.append(context().recordMetadata().orElseThrow().offset(), event.value());
            if (batch.count() >= batchEvents) {
                context().forward(new Record<>(null, batch.content(), event.timestamp()));
                batch.clear();
            }
            batch.save();
            processed.increment();
        }
    }
}
