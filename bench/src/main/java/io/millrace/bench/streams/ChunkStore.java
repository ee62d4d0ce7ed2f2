package io.millrace.bench.streams;

import io.millrace.bench.subject.Spec;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The best that the public API allows: chunks that are full are written once, the open one is overwritten per event in a
 * store whose cache turns that into one write per commit. What is on the heap is a copy of the open chunk, no more. What
 * {@link EntryPerEvent} says of crashes holds here too.
 */
final class ChunkStore {
    static final String CHUNKS = "chunks";
    static final String OPEN = "open";

    private static final Serde<byte[]> BYTES = Serdes.ByteArray();

    private ChunkStore() {}

    static Topology topology(Spec spec, LongAdder processed) {
        int batchEvents = (int) spec.number(Spec.BATCH_EVENTS);
        StreamsBuilder builder = new StreamsBuilder();
        builder.addStateStore(store(CHUNKS).withCachingDisabled());
        builder.addStateStore(store(OPEN).withCachingEnabled());
        builder.stream(spec.text(Spec.TOPIC), Consumed.with(BYTES, BYTES).withName("events"))
                .process(() -> new Chunking(processed, batchEvents), Named.as("chunk"), CHUNKS, OPEN)
                .to(spec.text(Spec.SINK_TOPIC), Produced.with(BYTES, BYTES).withName("batches"));
        return builder.build();
    }

    private static StoreBuilder<KeyValueStore<Bytes, byte[]>> store(String name) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray());
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
