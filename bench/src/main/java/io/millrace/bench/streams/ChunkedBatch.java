// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.streams;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** The open batch of a partition, in two stores; the open chunk on the heap is a copy of what {@link #save} has stored. */
final class ChunkedBatch {
    private static final int CHUNK_BYTES = 4 * 1024;
    private static final int HEAD_BYTES = Long.BYTES + Integer.BYTES + Integer.BYTES;

    private final int partition;
    private final Bytes openKey;
    private final KeyValueStore<Bytes, byte[]> chunks;
    private final KeyValueStore<Bytes, byte[]> open;
    private ByteBuffer chunk = ByteBuffer.allocate(2 * CHUNK_BYTES);
    private long lastOffset = -1;
    private int count;
    private int sealed;

    ChunkedBatch(int partition, KeyValueStore<Bytes, byte[]> chunks, KeyValueStore<Bytes, byte[]> open) {
        this.partition = partition;
        this.openKey =
                Bytes.wrap(ByteBuffer.allocate(Integer.BYTES).putInt(partition).array());
        this.chunks = chunks;
        this.open = open;
    }

    /** Takes up what was saved. */
    void load() {
        byte[] saved = open.get(openKey);
        if (saved != null) {
            ByteBuffer in = ByteBuffer.wrap(saved);
            lastOffset = in.getLong();
            count = in.getInt();
            sealed = in.getInt();
            require(in.remaining());
            chunk.put(in);
        }
    }

    /** An event that is in already is one that is read again after a crash. */
    void append(long offset, byte[] event) {
        if (offset <= lastOffset) {
            return;
        }
        require(BatchLayout.LENGTH_BYTES + event.length);
        BatchLayout.add(chunk, event);
        lastOffset = offset;
        count++;
        if (chunk.position() >= CHUNK_BYTES) {
            chunks.put(chunkKey(sealed), bytes());
            sealed++;
            chunk.clear();
        }
    }

    int count() {
        return count;
    }

    /** Count, then all events. */
    byte[] content() {
        List<byte[]> parts = new ArrayList<>();
        if (sealed > 0) {
            try (KeyValueIterator<Bytes, byte[]> found = chunks.range(chunkKey(0), chunkKey(sealed - 1))) {
                found.forEachRemaining(entry -> parts.add(entry.value));
            }
        }
        parts.add(bytes());
        int eventBytes = parts.stream().mapToInt(part -> part.length).sum();
        ByteBuffer content =
                ByteBuffer.allocate(BatchLayout.COUNT_BYTES + eventBytes).putInt(count);
        parts.forEach(content::put);
        return content.array();
    }

    void clear() {
        for (int i = 0; i < sealed; i++) {
            chunks.delete(chunkKey(i));
        }
        chunk.clear();
        count = 0;
        sealed = 0;
    }

    void save() {
        open.put(
                openKey,
                ByteBuffer.allocate(HEAD_BYTES + chunk.position())
                        .putLong(lastOffset)
                        .putInt(count)
                        .putInt(sealed)
                        .put(chunk.array(), 0, chunk.position())
                        .array());
    }

    private byte[] bytes() {
        byte[] bytes = new byte[chunk.position()];
        System.arraycopy(chunk.array(), 0, bytes, 0, bytes.length);
        return bytes;
    }

    private void require(int more) {
        if (chunk.remaining() < more) {
            chunk = ByteBuffer.allocate(2 * (chunk.position() + more)).put(chunk.flip());
        }
    }

    private Bytes chunkKey(int number) {
        return Bytes.wrap(ByteBuffer.allocate(2 * Integer.BYTES)
                .putInt(partition)
                .putInt(number)
                .array());
    }
}
