// SPDX-License-Identifier: Apache-2.0
package io.millrace.schemas;

/**
 * Events of one source partition that were dropped on purpose: the value of a record on {@code <p>.dropped}. Reusable and not thread-safe.
 *
 * <p>The bytes are a version, the source topic, its partition, the reason and the number of events, then of each event by how much its offset exceeds
 * the one before, the first by itself, and its {@link EventContent}; numbers and strings as Avro writes them.
 */
public final class DroppedEvents {
    private static final int VERSION = 1;
    private static final DropReason[] REASONS = DropReason.values();

    /** The least that an event takes. */
    private static final int LEAST_BYTES = 2;

    private final AvroBuffer events = new AvroBuffer(256);
    private final AvroBuffer out = new AvroBuffer(256);
    private int count;
    private long last;

    /** Who is told what was dropped. */
    public interface Visitor {
        /** An event, and what it was. */
        void dropped(String sourceTopic, int partition, DropReason reason, long offset, long content);
    }

    public boolean isEmpty() {
        return count == 0;
    }

    public int count() {
        return count;
    }

    public void clear() {
        events.clear();
        count = 0;
        last = 0;
    }

    /** Offsets come in their order. */
    public void add(long offset, long content) {
        events.writeLong(offset - last);
        events.writeLong(content);
        last = offset;
        count++;
    }

    /** All that were added, of that partition. */
    public byte[] bytes(String sourceTopic, int partition, DropReason reason) {
        out.clear();
        out.writeLong(VERSION);
        out.writeString(sourceTopic);
        out.writeLong(partition);
        out.writeLong(reason.ordinal());
        out.writeLong(count);
        out.writeRaw(events.bytes(), 0, events.size());
        return out.toByteArray();
    }

    /** Tells {@code visitor} nothing when {@code bytes} are malformed; they may be null. */
    public static void read(byte[] bytes, Visitor visitor) throws MalformedAvroException {
        walk(bytes, (topic, partition, reason, offset, content) -> {});
        walk(bytes, visitor);
    }

    private static void walk(byte[] bytes, Visitor visitor) throws MalformedAvroException {
        if (bytes == null) {
            throw new MalformedAvroException("met a null value");
        }
        AvroCursor in = new AvroCursor().over(bytes, 0, bytes.length);
        if (in.readLong() != VERSION) {
            throw in.malformed("a version other than " + VERSION);
        }
        String topic = in.readString();
        int partition = in.readInt();
        DropReason reason = REASONS[in.readIndex(REASONS.length)];
        int count = in.readInt();
        if (partition < 0 || count < 0 || count > in.remaining() / LEAST_BYTES) {
            throw in.malformed(count + " events of partition " + partition);
        }
        long offset = 0;
        for (int i = 0; i < count; i++) {
            offset += in.readLong();
            visitor.dropped(topic, partition, reason, offset, in.readLong());
        }
        if (!in.atEnd()) {
            throw in.malformed(in.remaining() + " bytes too many");
        }
    }
}
