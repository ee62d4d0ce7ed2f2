// SPDX-License-Identifier: Apache-2.0
package io.millrace.batch.state;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;

/** What counts when one marker is believed: its segments, and their chunks put together to batches. */
final class BelievedChunks {
    private final Checkpoint marker;
    private final long now;
    private final Map<Long, OpenBatch> batches = new LinkedHashMap<>();
    private final Map<Long, ChunkPlaces> places = new HashMap<>();
    private final Map<Long, DrainId> lives = new HashMap<>();
    private final List<Segment> segments = new ArrayList<>();
    private final List<Bytes> strays = new ArrayList<>();

    /** {@code facts} is the chunk without its events. */
    private record Found(ChunkKey key, Chunk facts, Segment segment, int from, int length) {}

    /** Reads {@code chunks}; {@code marker} is null when nothing counts. */
    BelievedChunks(Checkpoint marker, long now, Chunks chunks) {
        this.marker = marker;
        this.now = now;
        Map<Long, List<Found>> byBatch = new TreeMap<>();
        for (Segment.Id id : chunks.stored()) {
            if (marker != null && marker.lineage().includes(id)) {
                take(id, chunks.segment(id), byBatch);
            } else {
                strays.add(id.key());
            }
        }
        byBatch.values().forEach(this::putTogether);
    }

    private void take(Segment.Id id, byte[] bytes, Map<Long, List<Found>> byBatch) {
        Segment segment = new Segment(id);
        segment.bytes = bytes.length;
        segments.add(segment);
        lives.merge(id.drain().life(), id.drain(), (a, b) -> a.compareTo(b) > 0 ? a : b);
        SegmentBytes.read(bytes, new SegmentBytes.Visitor() {
            @Override
            public void chunk(ChunkKey key, int from, int length) {
                segment.added();
                byBatch.computeIfAbsent(key.firstOffset(), first -> new ArrayList<>())
                        .add(new Found(key, Chunk.decode(bytes, from, length).facts(), segment, from, length));
            }

            @Override
            public void deleted(long firstOffset) {
                byBatch.remove(firstOffset);
            }
        });
    }

    /**
     * Each drain goes on where the one before it ended. So where a later drain wrote a chunk, none of an earlier one counts in its place
     * or behind it: the life of the later one had found them behind a hole.
     */
    private void putTogether(List<Found> ofBatch) {
        ofBatch.sort(Comparator.comparing((Found one) -> one.key.drain()).reversed());
        Deque<Found> chain = new ArrayDeque<>();
        int before = Integer.MAX_VALUE;
        for (Found one : ofBatch) {
            if (one.key.index() < before) {
                before = one.key.index();
                chain.addFirst(one);
            }
        }
        chain.forEach(this::append);
    }

    /** A chunk counts when it goes on where the one before it ended. */
    private void append(Found one) {
        ChunkKey key = one.key;
        Chunk chunk = one.facts;
        OpenBatch batch = batches.get(key.firstOffset());
        int next = batch == null ? 0 : batch.chunks;
        long follows = batch == null ? OpenBatch.NOTHING : batch.storedUpTo;
        if (key.index() != next || chunk.follows() != follows) {
            return;
        }
        batches.computeIfAbsent(
                        key.firstOffset(),
                        first -> new OpenBatch(chunk.key(), first, Math.min(chunk.openedAt(), now), chunk.closesAt()))
                .restored(key, chunk);
        places.computeIfAbsent(key.firstOffset(), first -> new ChunkPlaces()).add(one.segment, one.from, one.length);
    }

    /**
     * Whether all that the marker counts on is there: what its own drain wrote, copies of older chunks among it, and the chunks of all
     * open batches. The batches that it names are left out: of what was spilled of them since the drain before, some may be lost, and is
     * read again.
     */
    boolean areWhole() {
        long own = segments.stream()
                .filter(segment -> segment.id.drain().equals(marker.drain()))
                .count();
        if (own != marker.lineage().ownSegments()) {
            return false;
        }
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

    Map<Long, ChunkPlaces> places() {
        return places;
    }

    List<Segment> segments() {
        return segments;
    }

    List<DrainId> lives() {
        return List.copyOf(lives.values());
    }

    List<Bytes> strays() {
        return strays;
    }
}
