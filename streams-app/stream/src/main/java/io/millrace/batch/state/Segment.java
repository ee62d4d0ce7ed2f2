// SPDX-License-Identifier: Apache-2.0
package io.millrace.batch.state;

import java.nio.ByteBuffer;
import java.util.Comparator;
import org.apache.kafka.common.utils.Bytes;

/** A segment that is kept: a record of the state topic, and how many of the chunks in it are still wanted. */
final class Segment {
    final Id id;
    final Bytes key;
    int bytes;
    private int chunks;
    private int wanted;

    Segment(Id id) {
        this.id = id;
        this.key = id.key();
    }

    /** A chunk was written to it, or found in it. */
    void added() {
        chunks++;
    }

    void wanted() {
        wanted++;
    }

    void unwanted() {
        wanted--;
    }

    boolean isWanted() {
        return wanted > 0;
    }

    /** By estimate, as if all of its chunks were of one size. */
    long wantedBytes() {
        return chunks == 0 ? 0 : (long) bytes * wanted / chunks;
    }

    /**
     * Which segment of the state, in the order in which they count; it lies under {@code 's' life(8) drain(8) part(4)}, big-endian.
     *
     * @param drain that wrote it
     * @param part from 0 on within the drain
     */
    record Id(DrainId drain, int part) implements Comparable<Id> {
        private static final Comparator<Id> OLDEST_FIRST =
                Comparator.comparing(Id::drain).thenComparingInt(Id::part);
        private static final byte KIND = 's';
        private static final int BYTES = 21;

        Bytes key() {
            return Bytes.wrap(ByteBuffer.allocate(BYTES)
                    .put(KIND)
                    .putLong(drain.life())
                    .putLong(drain.number())
                    .putInt(part)
                    .array());
        }

        static boolean isKey(Bytes key) {
            return key.get()[0] == KIND;
        }

        static Id of(Bytes key) {
            ByteBuffer in = ByteBuffer.wrap(key.get(), 1, BYTES - 1);
            return new Id(new DrainId(in.getLong(), in.getLong()), in.getInt());
        }

        @Override
        public int compareTo(Id other) {
            return OLDEST_FIRST.compare(this, other);
        }
    }
}
