package io.millrace.bench.streams;

import io.millrace.bench.subject.Spec;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
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
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** The append log: each event is an entry of a logged store; a full batch is read back and deleted. */
final class EntryPerEvent {
    private static final Serde<byte[]> BYTES = Serdes.ByteArray();
    private static final String STORE = "entries";

    private EntryPerEvent() {}

    static Topology topology(Spec spec, LongAdder processed) {
        int batchEvents = (int) spec.number(Spec.BATCH_EVENTS);
        StreamsBuilder builder = new StreamsBuilder();
        builder.addStateStore(
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(STORE), Serdes.Bytes(), Serdes.ByteArray()));
        builder.stream(spec.text(Spec.TOPIC), Consumed.with(BYTES, BYTES).withName("events"))
                .process(() -> new Appending(processed, batchEvents), Named.as("aggregate"), STORE)
                .to(spec.text(Spec.SINK_TOPIC), Produced.with(BYTES, BYTES).withName("lists"));
        return builder.build();
    }

    private static final class Appending extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
        private final LongAdder processed;
        private final int batchEvents;
        private KeyValueStore<Bytes, byte[]> store;
        private int count;

        Appending(LongAdder processed, int batchEvents) {
            this.processed = processed;
            this.batchEvents = batchEvents;
        }

        @Override
        public void init(ProcessorContext<byte[], byte[]> context) {
            super.init(context);
            store = context.getStateStore(STORE);
            count = 0;
            try (KeyValueIterator<Bytes, byte[]> left = store.all()) {
                left.forEachRemaining(entry -> count++);
            }
        }

        @Override
        public void process(Record<byte[], byte[]> event) {
            long offset = context().recordMetadata().orElseThrow().offset();
            store.put(Bytes.wrap(ByteBuffer.allocate(Long.BYTES).putLong(offset).array()), event.value());
            if (++count >= batchEvents) {
                emit(event.timestamp());
            }
            processed.increment();
        }

        private void emit(long timestamp) {
            ByteArrayOutputStream batch = new ByteArrayOutputStream();
            List<Bytes> keys = new ArrayList<>(count);
            try (KeyValueIterator<Bytes, byte[]> entries = store.all()) {
                entries.forEachRemaining(entry -> {
                    batch.writeBytes(ByteBuffer.allocate(Integer.BYTES)
                            .putInt(entry.value.length)
                            .array());
                    batch.writeBytes(entry.value);
                    keys.add(entry.key);
                });
            }
            keys.forEach(store::delete);
            count = 0;
            context().forward(new Record<>(null, batch.toByteArray(), timestamp));
        }
    }
}
