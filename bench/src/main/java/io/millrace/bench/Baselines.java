package io.millrace.bench;

import java.nio.ByteBuffer;
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

/** What people write by hand, and what the machine can do. */
final class Baselines {
    private static final Serde<byte[]> BYTES = Serdes.ByteArray();
    private static final String STORE = "list";

    private Baselines() {}

    /** Streams at its barest: every record is counted and dropped. */
    static Topology count(LongAdder processed) {
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream(Workload.TOPIC, Consumed.with(BYTES, BYTES).withName("events"))
                .process(() -> new Counting(processed, false), Named.as("count"));
        return builder.build();
    }

    /** Streams as a pipe: every record is forwarded to the sink topic one by one. */
    static Topology copy(LongAdder processed, String sinkTopic) {
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream(Workload.TOPIC, Consumed.with(BYTES, BYTES).withName("events"))
                .process(() -> new Counting(processed, true), Named.as("count"))
                .to(sinkTopic, Produced.with(BYTES, BYTES).withName("copies"));
        return builder.build();
    }

    /** The list aggregate: get the batch so far, append, put; emit and delete when full. */
    static Topology list(LongAdder processed, String sinkTopic, int batchSize) {
        StreamsBuilder builder = new StreamsBuilder();
        builder.addStateStore(
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(STORE), Serdes.Bytes(), Serdes.ByteArray())
                        .withCachingEnabled());
        builder.stream(Workload.TOPIC, Consumed.with(BYTES, BYTES).withName("events"))
                .process(() -> new Listing(processed, batchSize), Named.as("aggregate"), STORE)
                .to(sinkTopic, Produced.with(BYTES, BYTES).withName("lists"));
        return builder.build();
    }

    private static final class Counting extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
        private final LongAdder processed;
        private final boolean forwards;

        Counting(LongAdder processed, boolean forwards) {
            this.processed = processed;
            this.forwards = forwards;
        }

        @Override
        public void process(Record<byte[], byte[]> event) {
            processed.increment();
            if (forwards) {
                context().forward(event);
            }
        }
    }

    private static final class Listing extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
        private final LongAdder processed;
        private final int batchSize;
        private KeyValueStore<Bytes, byte[]> store;
        private Bytes key;

        Listing(LongAdder processed, int batchSize) {
            this.processed = processed;
            this.batchSize = batchSize;
        }

        @Override
        public void init(ProcessorContext<byte[], byte[]> context) {
            super.init(context);
            store = context.getStateStore(STORE);
            key = Bytes.wrap(new byte[] {(byte) context.taskId().partition()});
        }

        /** The value is a count, then length-prefixed events. */
        @Override
        public void process(Record<byte[], byte[]> event) {
            byte[] before = store.get(key);
            int count = before == null ? 1 : ByteBuffer.wrap(before).getInt() + 1;
            int length = before == null ? Integer.BYTES : before.length;
            ByteBuffer after = ByteBuffer.allocate(length + Integer.BYTES + event.value().length);
            if (before != null) {
                after.put(before);
            }
            after.putInt(0, count).position(length).putInt(event.value().length).put(event.value());
            if (count >= batchSize) {
                store.delete(key);
                context().forward(new Record<>(null, after.array(), event.timestamp()));
            } else {
                store.put(key, after.array());
            }
            processed.increment();
        }
    }
}
