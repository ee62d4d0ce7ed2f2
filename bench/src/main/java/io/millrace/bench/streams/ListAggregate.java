// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.streams;

import io.millrace.bench.subject.Spec;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** What most people write first: get the batch so far, append the event, put it back; emit and delete when it is full. */
final class ListAggregate {
    private static final String STORE = "list";

    private ListAggregate() {}

    static Topology topology(Spec spec, LongAdder processed) {
        int batchEvents = (int) spec.number(Spec.BATCH_EVENTS);
        return ByHand.topology(
                spec,
                () -> new Listing(processed, batchEvents),
                ByHand.store(STORE).withCachingEnabled());
    }

    private static final class Listing extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
        private final LongAdder processed;
        private final int batchEvents;
        private KeyValueStore<Bytes, byte[]> store;
        private Bytes key;

        Listing(LongAdder processed, int batchEvents) {
            this.processed = processed;
            this.batchEvents = batchEvents;
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
            if (count >= batchEvents) {
                store.delete(key);
                context().forward(new Record<>(null, after.array(), event.timestamp()));
            } else {
                store.put(key, after.array());
            }
            processed.increment();
        }
    }
}
