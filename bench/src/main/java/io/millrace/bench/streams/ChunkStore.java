package io.millrace.bench.streams;

import io.millrace.bench.subject.Spec;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
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
import org.apache.kafka.streams.state.Stores;

/**
 * The best that Kafka's public interfaces allow: events gather in a small open chunk in a cached store, full chunks go
 * once into an uncached one. The heap holds a copy of the open chunk, never the only one.
 */
final class ChunkStore {
    private static final Serde<byte[]> BYTES = Serdes.ByteArray();
    private static final String SEALED = "sealed";
    private static final String OPEN = "open";
    private static final int CHUNK_BYTES = 4_096;

    private ChunkStore() {}

    static Topology topology(Spec spec, LongAdder processed) {
        int batchEvents = (int) spec.number(Spec.BATCH_EVENTS);
        StreamsBuilder builder = new StreamsBuilder();
        builder.addStateStore(Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(SEALED), Serdes.Integer(), Serdes.ByteArray()));
        builder.addStateStore(
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(OPEN), Serdes.Bytes(), Serdes.ByteArray())
                        .withCachingEnabled());
        builder.stream(spec.text(Spec.TOPIC), Consumed.with(BYTES, BYTES).withName("events"))
                .process(() -> new Chunking(processed, batchEvents), Named.as("aggregate"), SEALED, OPEN)
                .to(spec.text(Spec.SINK_TOPIC), Produced.with(BYTES, BYTES).withName("lists"));
        return builder.build();
    }

    private static final class Chunking extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
        private static final Bytes KEY = Bytes.wrap(new byte[] {0});

        /** Before the events of the open chunk: events of the batch, chunks sealed. */
        private static final int HEAD = 2 * Integer.BYTES;

        private final LongAdder processed;
        private final int batchEvents;
        private final ByteBuffer chunk = ByteBuffer.allocate(1024 * 1024);
        private KeyValueStore<Integer, byte[]> sealed;
        private KeyValueStore<Bytes, byte[]> open;
        private int events;
        private int chunks;

        Chunking(LongAdder processed, int batchEvents) {
            this.processed = processed;
            this.batchEvents = batchEvents;
        }

        @Override
        public void init(ProcessorContext<byte[], byte[]> context) {
            super.init(context);
            sealed = context.getStateStore(SEALED);
            open = context.getStateStore(OPEN);
            byte[] left = open.get(KEY);
            chunk.clear().position(HEAD);
            events = 0;
            chunks = 0;
            if (left != null) {
                chunk.clear().put(left);
                events = chunk.getInt(0);
                chunks = chunk.getInt(Integer.BYTES);
            }
        }

        @Override
        public void process(Record<byte[], byte[]> event) {
            chunk.putInt(event.value().length).put(event.value());
            events++;
            if (events >= batchEvents) {
                emit(event.timestamp());
            } else if (chunk.position() > CHUNK_BYTES) {
                sealed.put(chunks++, events());
                chunk.clear().position(HEAD);
                keepOpen();
            } else {
                keepOpen();
            }
            processed.increment();
        }

        private void keepOpen() {
            chunk.putInt(0, events).putInt(Integer.BYTES, chunks);
            open.put(KEY, Arrays.copyOf(chunk.array(), chunk.position()));
        }

        private byte[] events() {
            return Arrays.copyOfRange(chunk.array(), HEAD, chunk.position());
        }

        private void emit(long timestamp) {
            ByteArrayOutputStream batch = new ByteArrayOutputStream();
            for (int i = 0; i < chunks; i++) {
                batch.writeBytes(sealed.get(i));
                sealed.delete(i);
            }
            batch.writeBytes(events());
            open.delete(KEY);
            chunk.clear().position(HEAD);
            events = 0;
            chunks = 0;
            context().forward(new Record<>(null, batch.toByteArray(), timestamp));
        }
    }
}
