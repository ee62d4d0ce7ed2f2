// SPDX-License-Identifier: Apache-2.0
package io.millrace.batch.state;

import java.util.ArrayList;
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

    /** {@code marker} is null when nothing counts. */
    BelievedChunks(Checkpoint marker, long now) {
        this.marker = marker;
        this.now = now;
    }

    /** Takes the chunks in the order of their keys. One counts when the marker builds on it and when it goes on where the one before it ended. */
    void take(ChunkKey key, Chunk chunk) {
        OpenBatch batch = batches.get(key.firstOffset());
        int next = batch == null ? 0 : batch.chunks;
        long follows = batch == null ? OpenBatch.NOTHING : batch.storedUpTo;
        boolean counts = marker != null
                && marker.lineage().includes(key.drain())
                && key.index() == next
                && chunk.follows() == follows;
        if (!counts) {
            strays.add(key.bytes());
            return;
        }
        lives.merge(key.drain().life(), key.drain(), (one, other) -> one.compareTo(other) > 0 ? one : other);
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
