// SPDX-License-Identifier: Apache-2.0
package io.millrace.top;

import io.millrace.rollup.ClosedWindows;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyWindowStore;
import org.apache.kafka.streams.state.ValueAndTimestamp;

/** Those of one partition in its store, which sorts them by time, as it does for all aggregations that wait for their windows to close. */
final class StoredWindows implements PartitionWindows {
    private static final Instant FOREVER = Instant.ofEpochMilli(Long.MAX_VALUE);

    private final String rollup;
    private final int partition;
    private final ReadOnlyWindowStore<byte[], ValueAndTimestamp<byte[]>> store;
    private final ClosedWindows closed;

    StoredWindows(
            String rollup,
            int partition,
            ReadOnlyWindowStore<byte[], ValueAndTimestamp<byte[]>> store,
            ClosedWindows closed) {
        this.rollup = rollup;
        this.partition = partition;
        this.store = store;
        this.closed = closed;
    }

    @Override
    public int partition() {
        return partition;
    }

    @Override
    public boolean isClosed(long windowEnd) {
        return closed.isClosed(rollup, partition, windowEnd);
    }

    @Override
    public OptionalLong latest() {
        return reading(() -> {
            try (var all = store.backwardFetchAll(Instant.EPOCH, FOREVER)) {
                return all.hasNext() ? OptionalLong.of(all.next().key.window().start()) : OptionalLong.empty();
            }
        });
    }

    @Override
    public void visit(long windowStart, BiConsumer<byte[], byte[]> visitor) {
        Instant start = Instant.ofEpochMilli(windowStart);
        boolean unused = reading(() -> {
            try (KeyValueIterator<Windowed<byte[]>, ValueAndTimestamp<byte[]>> window = store.fetchAll(start, start)) {
                window.forEachRemaining(entry -> visitor.accept(entry.key.key(), entry.value.value()));
            }
            return true;
        });
    }

    /** The partition may move to another instance at any time. */
    private static <T> T reading(Supplier<T> read) {
        try {
            return read.get();
        } catch (InvalidStateStoreException e) {
            throw TopRefusedException.notNow("A partition is moving to another instance", e);
        }
    }
}
