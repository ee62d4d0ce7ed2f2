package io.millrace.batch;

import io.millrace.schemas.AvroBuffer;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Where drained bytes live. Keys are {@code 'c' firstOffset(8) chunk(4)}, big-endian, for the chunks of the batch that
 * starts at that offset, and {@code 'm'} for the marker.
 */
final class Chunks {
    private static final byte CHUNK = 'c';
    private static final Bytes MARKER = Bytes.wrap(new byte[] {'m'});
    private static final int KEY_BYTES = 13;

    private final KeyValueStore<Bytes, byte[]> store;
    private final AvroBuffer scratch = new AvroBuffer(64 * 1024);

    Chunks(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    /** Stores the batch's tail as its next chunk. */
    void append(OpenBatch batch) {
        store.put(key(batch.firstOffset, batch.chunks), batch.chunk().encode(scratch));
    }

    /** Walks the chunks of the batch that starts at {@code firstOffset}, oldest first. */
    void read(long firstOffset, Consumer<Chunk> reader) {
        try (KeyValueIterator<Bytes, byte[]> found =
                store.range(key(firstOffset, 0), key(firstOffset, Integer.MAX_VALUE))) {
            while (found.hasNext()) {
                reader.accept(Chunk.decode(found.next().value));
            }
        }
    }

    /** Walks all chunks; those of one batch come together, oldest first. */
    void readAll(ChunkReader reader) {
        try (KeyValueIterator<Bytes, byte[]> found = store.range(key(0, 0), key(Long.MAX_VALUE, Integer.MAX_VALUE))) {
            while (found.hasNext()) {
                KeyValue<Bytes, byte[]> entry = found.next();
                reader.read(ByteBuffer.wrap(entry.key.get()).getLong(1), Chunk.decode(entry.value));
            }
        }
    }

    /** Takes the chunks of the batch that starts at {@code firstOffset} out of the store, the last one first. */
    void delete(long firstOffset) {
        ArrayDeque<Bytes> keys = new ArrayDeque<>();
        try (KeyValueIterator<Bytes, byte[]> found =
                store.range(key(firstOffset, 0), key(firstOffset, Integer.MAX_VALUE))) {
            found.forEachRemaining(entry -> keys.push(entry.key));
        }
        // Unlike delete, put does not read the old value first.
        keys.forEach(key -> store.put(key, null));
    }

    void put(Marker marker) {
        store.put(MARKER, marker.encode(scratch));
    }

    /** The marker, or null when nothing was ever drained. */
    Marker marker() {
        byte[] stored = store.get(MARKER);
        return stored == null ? null : Marker.decode(stored);
    }

    private static Bytes key(long firstOffset, int chunk) {
        return Bytes.wrap(ByteBuffer.allocate(KEY_BYTES)
                .put(CHUNK)
                .putLong(firstOffset)
                .putInt(chunk)
                .array());
    }

    /** Takes one chunk of the batch that starts at {@code firstOffset}. */
    interface ChunkReader {
        void read(long firstOffset, Chunk chunk);
    }
}
