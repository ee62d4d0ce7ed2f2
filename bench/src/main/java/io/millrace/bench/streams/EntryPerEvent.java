// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.streams;

import io.millrace.bench.subject.Spec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The append log: one entry in the store per event, read as a range and deleted when the batch is full. No cache: every
 * key is written once, so there is nothing for it to save. A crash while a batch closes may lose it at least-once: its
 * deletes may be on the broker when the batch is not, and the public API ties them to no commit.
 */
final class EntryPerEvent {
    private static final String STORE = "entries";

    private EntryPerEvent() {}

    static Topology topology(Spec spec, LongAdder processed) {
        int batchEvents = (int) spec.number(Spec.BATCH_EVENTS);
        return ByHand.topology(
                spec,
                () -> new Appending(processed, batchEvents),
                ByHand.store(STORE).withCachingDisabled());
    }

    private static final class Appending extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
        private final LongAdder processed;
        private final int batchEvents;
        private KeyValueStore<Bytes, byte[]> store;
        private int partition;
        private int count;
        private long first;
        private long last;

        Appending(LongAdder processed, int batchEvents) {
            this.processed = processed;
            this.batchEvents = batchEvents;
        }

        @Override
        public void init(ProcessorContext<byte[], byte[]> context) {
            super.init(context);
            store = context.getStateStore(STORE);
            partition = context.taskId().partition();
            count = 0;
            first = 0;
            last = -1;
            for (KeyValue<Bytes, byte[]> entry : entries(0)) {
                appended(ByteBuffer.wrap(entry.key.get()).getLong(Integer.BYTES));
            }
        }

        @Override
        public void process(Record<byte[], byte[]> event) {
            long offset = context().recordMetadata().orElseThrow().offset();
            if (offset > last) {
                store.put(key(offset), event.value());
                appended(offset);
            }
            if (count >= batchEvents) {
                emit(event.timestamp());
            }
            processed.increment();
        }

        private void appended(long offset) {
            if (count == 0) {
                first = offset;
            }
            last = offset;
            count++;
        }

        private void emit(long timestamp) {
            List<KeyValue<Bytes, byte[]>> entries = entries(first);
            int eventBytes = entries.stream()
                    .mapToInt(entry -> BatchLayout.LENGTH_BYTES + entry.value.length)
                    .sum();
            ByteBuffer batch =
                    ByteBuffer.allocate(BatchLayout.COUNT_BYTES + eventBytes).putInt(entries.size());
            entries.forEach(entry -> BatchLayout.add(batch, entry.value));
            context().forward(new Record<>(null, batch.array(), timestamp));
            entries.forEach(entry -> store.delete(entry.key));
            count = 0;
        }

        /** From the first offset of the batch, not from the beginning: that is full of tombstones. */
        private List<KeyValue<Bytes, byte[]>> entries(long from) {
            List<KeyValue<Bytes, byte[]>> entries = new ArrayList<>(batchEvents);
            try (KeyValueIterator<Bytes, byte[]> found = store.range(key(from), key(Long.MAX_VALUE))) {
                found.forEachRemaining(entries::add);
            }
            return entries;
        }

        private Bytes key(long offset) {
            return Bytes.wrap(ByteBuffer.allocate(Integer.BYTES + Long.BYTES)
                    .putInt(partition)
                    .putLong(offset)
                    .array());
        }
    }
}
