// SPDX-License-Identifier: Apache-2.0
package io.millrace.dedup;

import io.millrace.schemas.AvroBuffer;
import io.millrace.schemas.AvroCursor;
import io.millrace.schemas.MalformedAvroException;
import java.nio.ByteBuffer;
import org.apache.kafka.common.utils.Bytes;

/**
 * Ids that were new at about the same time, as one record of the state topic, under {@code 'g' firstOffset(8)}, big-endian. The record is a
 * version and the latest time of its events, then of each id its two halves in eight bytes each, and by how much the offset of its event
 * exceeds the one before; all other numbers as Avro writes them.
 *
 * @param latest event time in it, in epoch milliseconds
 * @param lastOffset of its events
 */
record Generation(Bytes key, long latest, long lastOffset, int ids) {
    private static final int VERSION = 1;
    private static final byte KIND = 'g';
    private static final int KEY_BYTES = 9;

    /** Who is told the ids of a generation. */
    interface Visitor {
        void id(long high, long low, long offset);
    }

    static Bytes key(long firstOffset) {
        return Bytes.wrap(
                ByteBuffer.allocate(KEY_BYTES).put(KIND).putLong(firstOffset).array());
    }

    static boolean isKey(Bytes key) {
        return key.get()[0] == KIND;
    }

    /** What the record of that key holds. */
    static Generation read(Bytes key, byte[] record, Visitor visitor) {
        AvroCursor in = new AvroCursor().over(record, 0, record.length);
        try {
            long version = in.readLong();
            if (version != VERSION) {
                throw new IllegalStateException("The ids that were seen are stored in version " + version
                        + ", which is not that of this release, " + VERSION);
            }
            long latest = in.readLong();
            int ids = 0;
            long offset = 0;
            while (!in.atEnd()) {
                long high = in.readFixed();
                long low = in.readFixed();
                offset += in.readLong();
                visitor.id(high, low, offset);
                ids++;
            }
            return new Generation(key, latest, offset, ids);
        } catch (MalformedAvroException e) {
            throw new IllegalStateException("Stored ids are damaged", e);
        }
    }

    /** One that is being put together. */
    static final class Builder {
        private final AvroBuffer ids = new AvroBuffer(1024);
        private final AvroBuffer record = new AvroBuffer(1024);
        private long first;
        private long last;
        private long latest;
        private int count;

        boolean isEmpty() {
            return count == 0;
        }

        int ids() {
            return count;
        }

        /** Of what it holds so far. */
        int bytes() {
            return ids.size();
        }

        void add(long high, long low, long offset, long timestamp) {
            if (count == 0) {
                first = offset;
                last = 0;
                latest = timestamp;
            }
            ids.writeFixed(high);
            ids.writeFixed(low);
            ids.writeLong(offset - last);
            last = offset;
            latest = Math.max(latest, timestamp);
            count++;
        }

        Generation generation() {
            return new Generation(key(first), latest, last, count);
        }

        byte[] record() {
            record.clear();
            record.writeLong(VERSION);
            record.writeLong(latest);
            record.writeRaw(ids.bytes(), 0, ids.size());
            return record.toByteArray();
        }

        void clear() {
            ids.clear();
            count = 0;
        }
    }
}
