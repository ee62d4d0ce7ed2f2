// SPDX-License-Identifier: Apache-2.0
package io.millrace.batch.state;

import io.millrace.schemas.AvroBuffer;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** Where drained bytes live: chunks under their {@link ChunkKey}, markers under {@code 'm' life(8) drain(8)}, big-endian. */
public final class Chunks {
    private static final byte MARKER = 'm';
    private static final int MARKER_KEY_BYTES = 17;
    private static final Bytes FIRST_MARKER = Bytes.wrap(new byte[] {MARKER});
    private static final Bytes BEHIND_MARKERS = Bytes.wrap(new byte[] {MARKER + 1});

    private final KeyValueStore<Bytes, byte[]> store;
    private final AvroBuffer scratch = new AvroBuffer(64 * 1024);
    /** Chunks that do not count and wait to be deleted. */
    private final Set<Bytes> strays = new HashSet<>();

    public Chunks(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    /** Stores the batch's tail as its next chunk. */
    public void append(ChunkKey key, OpenBatch batch) {
        store.put(key.bytes(), batch.chunk().encode(scratch));
    }

    /** Walks the chunks of the batch that starts at {@code firstOffset}, oldest first. */
    public void read(long firstOffset, Consumer<Chunk> reader) {
        try (KeyValueIterator<Bytes, byte[]> found = range(firstOffset, firstOffset)) {
            while (found.hasNext()) {
                KeyValue<Bytes, byte[]> entry = found.next();
                if (strays.isEmpty() || !strays.contains(entry.key)) {
                    reader.accept(Chunk.decode(entry.value));
                }
            }
        }
    }

    /** Walks all chunks, strays too; those of one batch come together, oldest first. */
    void readAll(BiConsumer<ChunkKey, Chunk> reader) {
        try (KeyValueIterator<Bytes, byte[]> found = range(0, Long.MAX_VALUE)) {
            found.forEachRemaining(entry -> reader.accept(ChunkKey.of(entry.key), Chunk.decode(entry.value)));
        }
    }

    /** From now on these chunks are no part of any batch; deleting them is left to the caller. */
    public void disregard(Collection<Bytes> keys) {
        strays.clear();
        strays.addAll(keys);
    }

    /** Takes the chunks of the batch that starts at {@code firstOffset} out of the store, the last one first. */
    public void delete(long firstOffset) {
        ArrayDeque<Bytes> keys = new ArrayDeque<>();
        try (KeyValueIterator<Bytes, byte[]> found = range(firstOffset, firstOffset)) {
            found.forEachRemaining(entry -> keys.push(entry.key));
        }
        keys.forEach(this::delete);
    }

    public void delete(Bytes key) {
        // Unlike delete, put does not read the old value first.
        store.put(key, null);
        strays.remove(key);
    }

    /** Returns where it lies. */
    public Bytes put(Checkpoint marker) {
        Bytes key = keyOf(marker);
        store.put(key, marker.encode(scratch));
        return key;
    }

    /** Walks all markers with their keys, the oldest first. */
    void readMarkers(BiConsumer<Bytes, Checkpoint> reader) {
        try (KeyValueIterator<Bytes, byte[]> found = store.range(FIRST_MARKER, BEHIND_MARKERS)) {
            found.forEachRemaining(entry -> reader.accept(entry.key, Checkpoint.decode(entry.value)));
        }
    }

    private KeyValueIterator<Bytes, byte[]> range(long firstFrom, long firstUpTo) {
        return store.range(ChunkKey.from(firstFrom), ChunkKey.upTo(firstUpTo));
    }

    private static Bytes keyOf(Checkpoint marker) {
        DrainId drain = marker.drain();
        return Bytes.wrap(ByteBuffer.allocate(MARKER_KEY_BYTES)
                .put(MARKER)
                .putLong(drain.life())
                .putLong(drain.number())
                .array());
    }
}
