// SPDX-License-Identifier: Apache-2.0
package io.millrace.batch.state;

import io.millrace.drain.StateRecords;
import io.millrace.schemas.AvroBuffer;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;

/**
 * Where drained bytes live: chunks, many to a segment, under the {@link Segment.Id}, and markers under {@code 'm' life(8) drain(8)},
 * big-endian. Segments are a log: what a drain does to chunks is appended, and the oldest segments go when nothing in them is wanted. So
 * that a few chunks do not keep the rest, they are copied to the end when most of what is kept is not wanted.
 */
public final class Chunks {
    private static final byte MARKER = 'm';
    private static final int MARKER_KEY_BYTES = 17;

    /** What one chunk costs on the heap for as long as it is in the store. */
    public static final int BYTES_EACH = ChunkPlaces.BYTES_EACH;

    private static final int MOST_SEGMENT_BYTES = 256 * 1024;

    /** For the chunks of one batch, until it is sent: as much as the largest one of the thread's tasks needed. */
    private static final ThreadLocal<byte[]> ROOM = ThreadLocal.withInitial(() -> new byte[0]);

    private final StateRecords records;
    /** A segment takes no more chunks beyond this; one chunk may be larger. */
    private final int segmentBytes;
    /** What may be kept unwanted without anything being copied for it. */
    private final int slackBytes;

    private final AvroBuffer scratch = new AvroBuffer(1024);
    private final Map<Long, ChunkPlaces> byBatch = new HashMap<>();
    /** Those that count, the oldest first. */
    private final ArrayDeque<Segment> segments = new ArrayDeque<>();

    private final SegmentBytes writer = new SegmentBytes();
    /** The one being written, the last of {@link #segments}; or null. */
    private Segment current;

    private Segment.Id next;

    /** @param heapBytes that all open batches may take; a segment is put together on the heap as well */
    public Chunks(StateRecords records, long heapBytes) {
        this.records = records;
        segmentBytes = (int) Math.min(MOST_SEGMENT_BYTES, heapBytes / 16);
        slackBytes = 4 * segmentBytes;
    }

    /** Goes on after {@code found}; {@code drain} is the first to write anything. */
    public void begin(StoredState found, DrainId drain) {
        forget();
        segments.addAll(found.segments());
        byBatch.putAll(found.places());
        next = new Segment.Id(drain, 0);
    }

    public void forget() {
        segments.clear();
        byBatch.clear();
        current = null;
    }

    /** Stores the batch's tail as its next chunk. */
    public void append(ChunkKey key, OpenBatch batch) {
        Chunk tail = batch.chunk();
        makeRoom(tail.length());
        int from = writer.chunk(key, tail);
        current.added();
        byBatch.computeIfAbsent(key.firstOffset(), first -> new ChunkPlaces()).add(current, from, writer.size() - from);
    }

    /** Walks the chunks of the batch that starts at {@code firstOffset}, oldest first; their bytes are good until the thread calls again. */
    public void read(long firstOffset, Consumer<Chunk> reader) {
        ChunkPlaces places = byBatch.get(firstOffset);
        if (places == null) {
            return;
        }
        byte[] into = room(places.bytes());
        int at = 0;
        for (int i = 0; i < places.size(); i++) {
            int length = places.length(i);
            records.read(places.segment(i).key, places.from(i), length, into, at);
            reader.accept(Chunk.decode(into, at, length));
            at += length;
        }
    }

    private static byte[] room(int bytes) {
        if (ROOM.get().length < bytes) {
            ROOM.set(new byte[bytes]);
        }
        return ROOM.get();
    }

    /** The chunks of the batch that starts at {@code firstOffset} count no more. */
    public void delete(long firstOffset) {
        ChunkPlaces places = byBatch.remove(firstOffset);
        if (places != null) {
            places.drop();
        }
        makeRoom(0);
        writer.deleted(firstOffset);
    }

    /** The segment to come, if the drain wrote one more. */
    Segment.Id end() {
        return next;
    }

    /** The oldest segment that counts, as far as a marker is concerned that is written now. */
    Segment.Id base() {
        return segments.isEmpty() ? next : segments.getFirst().id;
    }

    /** Returns the keys of segments that no marker needs from the next one on. */
    public List<Bytes> tidy() {
        long kept = 0;
        long wanted = 0;
        for (Segment segment : segments) {
            kept += segment.bytes;
            wanted += segment.wantedBytes();
        }
        List<Bytes> dropped = new ArrayList<>();
        dropUnwanted(dropped);
        while (kept > 3 * wanted + slackBytes && isOfEarlierDrain(segments.peekFirst())) {
            Segment oldest = segments.getFirst();
            kept -= oldest.bytes - oldest.wantedBytes();
            moveChunksOf(oldest);
            dropUnwanted(dropped);
        }
        return dropped;
    }

    private boolean isOfEarlierDrain(Segment segment) {
        return segment != null && !segment.id.drain().equals(next.drain());
    }

    private void dropUnwanted(List<Bytes> dropped) {
        while (!segments.isEmpty()
                && segments.getFirst() != current
                && !segments.getFirst().isWanted()) {
            dropped.add(segments.removeFirst().key);
        }
    }

    private void moveChunksOf(Segment segment) {
        byte[] bytes = records.get(segment.key);
        SegmentBytes.read(bytes, new SegmentBytes.Visitor() {
            @Override
            public void chunk(ChunkKey key, int from, int length) {
                ChunkPlaces places = byBatch.get(key.firstOffset());
                int index = places == null ? -1 : places.find(segment, from);
                if (index >= 0) {
                    makeRoom(length);
                    places.move(index, current, writer.copy(key, bytes, from, length));
                    current.added();
                }
            }

            @Override
            public void deleted(long firstOffset) {
                // What it was about lay before it, and is gone.
            }
        });
    }

    private void makeRoom(int bytes) {
        if (current != null && writer.size() + bytes > segmentBytes) {
            finishSegment();
        }
        if (current == null) {
            current = new Segment(next);
            segments.add(current);
            writer.begin();
            next = new Segment.Id(next.drain(), next.part() + 1);
        }
    }

    private void finishSegment() {
        byte[] value = writer.finish();
        current.bytes = value.length;
        records.put(current.key, value);
        current = null;
    }

    /** Ends the drain. Returns where the marker lies. */
    public Bytes put(Checkpoint marker) {
        if (current != null) {
            finishSegment();
        }
        Bytes key = keyOf(marker.drain());
        records.put(key, marker.encode(scratch));
        next = new Segment.Id(marker.drain().next(), 0);
        return key;
    }

    /** Takes a segment or a marker out of the store. */
    public void remove(Bytes key) {
        records.delete(key);
    }

    /** The keys of all markers, the oldest first. */
    List<Bytes> markers() {
        return records.keys().stream().filter(key -> key.get()[0] == MARKER).toList();
    }

    Checkpoint marker(Bytes key) {
        return Checkpoint.decode(records.get(key));
    }

    /** All segments that are in the store, the oldest first. */
    List<Segment.Id> stored() {
        return records.keys().stream()
                .filter(Segment.Id::isKey)
                .map(Segment.Id::of)
                .toList();
    }

    byte[] segment(Segment.Id id) {
        return records.get(id.key());
    }

    private static Bytes keyOf(DrainId drain) {
        return Bytes.wrap(ByteBuffer.allocate(MARKER_KEY_BYTES)
                .put(MARKER)
                .putLong(drain.life())
                .putLong(drain.number())
                .array());
    }
}
