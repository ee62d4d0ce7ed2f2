// SPDX-License-Identifier: Apache-2.0
package io.millrace.group;

import io.millrace.dedup.EventIds;
import io.millrace.schemas.AvroBuffer;
import io.millrace.schemas.AvroCursor;
import io.millrace.schemas.EncodedEvent;
import io.millrace.schemas.Event;
import io.millrace.schemas.EventEncoding;
import io.millrace.schemas.MalformedAvroException;
import org.apache.kafka.common.utils.Bytes;

/**
 * Events of one source partition on their way to one partition of the repartition topic, as one record: of each its schema, the timestamp
 * of its record, its group, perhaps its id, and the event as its batch will hold it, so that it is encoded once. One of them costs Kafka Streams what a
 * single event does.
 */
public final class Bundle {
    /** The first byte of a value, and the version of what follows. */
    private static final byte[] MARK = {'B', 1};

    /** So many have a position of their own in the repartition topic each. */
    private static final int MOST_EVENTS = 1024;

    /** One that is larger leaves; a single event may be larger still. */
    private static final int MOST_BYTES = 256 * 1024;

    private Bundle() {}

    /** Whether the value of a record is one. */
    public static boolean is(byte[] value) {
        return value.length > MARK.length && value[0] == MARK[0];
    }

    /** Where the event at {@code index} of the bundle at {@code offset} was read; rises from event to event. */
    public static long position(long offset, int index) {
        return offset * MOST_EVENTS + index;
    }

    /** Puts one together. Reusable. */
    static final class Writer {
        private final AvroBuffer out = new AvroBuffer(1024);
        private int events;

        /**
         * Adds an event that was decoded.
         *
         * @param group in Avro's union of null and bytes
         * @param ids that of the event, or null when it has none or needs none
         */
        void add(Event event, AvroBuffer group, EventIds ids) {
            if (events == 0) {
                out.clear();
                out.writeRaw(MARK, 0, MARK.length);
            }
            out.writeLong(event.schemaId());
            out.writeLong(event.recordTimestamp());
            out.writeRaw(group.bytes(), 0, group.size());
            out.writeLong(ids == null ? 0 : 1);
            if (ids != null) {
                out.writeFixed(ids.high());
                out.writeFixed(ids.low());
            }
            EventEncoding.write(out, event);
            events++;
        }

        boolean isEmpty() {
            return events == 0;
        }

        boolean isFull() {
            return events == MOST_EVENTS || out.size() >= MOST_BYTES;
        }

        /** The bundle; the next event begins another. */
        byte[] finish() {
            events = 0;
            return out.toByteArray();
        }
    }

    /** Takes one apart. Reusable. */
    public static final class Reader {
        private final AvroCursor in = new AvroCursor();
        private final EncodedEvent encoded = new EncodedEvent();
        private Bytes group;
        private long high;
        private long low;

        /** Starts with the first event. Throws {@link IllegalStateException} when another release wrote it. */
        public Reader over(byte[] bundle) {
            if (!is(bundle) || bundle[1] != MARK[1]) {
                throw new IllegalStateException(
                        "A record of the repartition topic is not one that this release reads; run the release that wrote it until"
                                + " the topic is read to its end");
            }
            in.over(bundle, MARK.length, bundle.length);
            return this;
        }

        /** Lets {@code event} be the next one; false after the last one. */
        public boolean next(Event event) {
            if (in.atEnd()) {
                return false;
            }
            try {
                int schemaId = in.readInt();
                long recordTimestamp = in.readLong();
                group = in.readIndex(2) == 0 ? null : Bytes.wrap(in.readCopy(in.readLength()));
                boolean hasId = in.readIndex(2) == 1;
                high = hasId ? in.readFixed() : 0;
                low = hasId ? in.readFixed() : 0;
                encoded.read(in);
                event.encoded(encoded, schemaId).recordedAt(recordTimestamp);
                return true;
            } catch (MalformedAvroException e) {
                throw new IllegalStateException("A record of the repartition topic is damaged", e);
            }
        }

        /** That of the event; null for none. */
        public Bytes group() {
            return group;
        }

        /** The first half of the event's id; 0 when it has none, or needs none. */
        public long high() {
            return high;
        }

        public long low() {
            return low;
        }
    }
}
