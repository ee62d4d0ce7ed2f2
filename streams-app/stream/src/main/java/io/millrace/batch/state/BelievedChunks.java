// SPDX-License-Identifier: Apache-2.0
package io.millrace.batch.state;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;

/** The chunks that count when one marker is believed, put together to batches, and those that do not. */
final class BelievedChunks {
    private final Checkpoint marker;
    private final long now;
    private final Map<Long, OpenBatch> batches = new LinkedHashMap<>();
    private final Map<Long, DrainId> lives = new HashMap<>();
    private final List<Bytes> strays = new ArrayList<>();
    /** Of the batch that is being read, those that the marker builds on. */
    private final List<Found> ofBatch = new ArrayList<>();

    private record Found(ChunkKey key, Chunk chunk) {}

    /** Reads {@code chunks}; {@code marker} is null when nothing counts. */
    BelievedChunks(Checkpoint marker, long now, Chunks chunks) {
        this.marker = marker;
        this.now = now;
        chunks.readAll(this::take);
        putTogether();
    }

    private void take(ChunkKey key, Chunk chunk) {
        if (!ofBatch.isEmpty() && ofBatch.get(0).key.firstOffset() != key.firstOffset()) {
            putTogether();
        }
        if (marker != null && marker.lineage().includes(key.drain())) {
            ofBatch.add(new Found(key, chunk));
        } else {
            strays.add(key.bytes());
        }
    }

    /**
     * Each drain goes on where the one before it ended. So where a later drain wrote a chunk, none of an earlier one counts in its place
     * or behind it: the life of the later one had found them behind a hole.
     */
    private void putTogether() {
        ofBatch.sort(Comparator.comparing((Found one) -> one.key.drain()).reversed());
        List<Found> chain = new ArrayList<>();
        int before = Integer.MAX_VALUE;
        for (Found one : ofBatch) {
            if (one.key.index() < before) {
                before = one.key.index();
                chain.add(0, one);
            } else {
                strays.add(one.key.bytes());
            }
        }
        ofBatch.clear();
        chain.forEach(this::append);
    }

    /** A chunk counts when it goes on where the one before it ended. */
    private void append(Found one) {
        ChunkKey key = one.key;
        Chunk chunk = one.chunk;
        OpenBatch batch = batches.get(key.firstOffset());
        int next = batch == null ? 0 : batch.chunks;
        long follows = batch == null ? OpenBatch.NOTHING : batch.storedUpTo;
        if (key.index() != next || chunk.follows() != follows) {
            strays.add(key.bytes());
            return;
        }
        lives.merge(key.drain().life(), key.drain(), (a, b) -> a.compareTo(b) > 0 ? a : b);
        batches.computeIfAbsent(
                        key.firstOffset(),
                        first -> new OpenBatch(chunk.key(), first, Math.min(chunk.openedAt(), now), chunk.closesAt()))
                .restored(key, chunk);
    }

    /**
     * Whether all that the marker counts on is there, and nothing that it had deleted. The batches that it names are left
     * out: their chunks may have been deleted since, as the recovery can tell.
     */
    boolean areWhole() {
        long found =
                batches.values().stream().mapToLong(batch -> batch.chunksDigest).sum();
        for (EmittedBatch named : marker.emitted()) {
            OpenBatch content = batches.get(named.firstOffset());
            found -= content == null ? 0 : content.chunksDigest;
        }
        return found == marker.lineage().openChunks();
    }

    Map<Long, OpenBatch> batches() {
        return batches;
    }

    List<DrainId> lives() {
        return List.copyOf(lives.values());
    }

    List<Bytes> strays() {
        return strays;
    }
}
