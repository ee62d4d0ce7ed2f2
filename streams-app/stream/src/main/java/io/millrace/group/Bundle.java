// SPDX-License-Identifier: Apache-2.0
package io.millrace.group;

import io.millrace.dedup.EventIds;
import io.millrace.schemas.AvroBuffer;
import io.millrace.schemas.AvroCursor;
import io.millrace.schemas.EncodedEvent;
import io.millrace.schemas.Event;
import io.millrace.schemas.EventEncoding;
import io.millrace.schemas.MalformedAvroException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;

/**
 * Events of one source partition on their way to one partition of the repartition topic, as one record: of each its schema, the timestamp
 * of its record, its group, perhaps its id, and the event as its batch will hold it, so that it is encoded once. One of them costs Kafka Streams what a
 * single event does. Rules have been asked before, so each event says which sink topic they name, as one of those that the bundle begins with.
 */
public final class Bundle {
    /** The first byte of a value, and the version of what follows. */
    private static final byte[] MARK = {'B', 2};

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
        private final List<String> topics;
        private int events;

        /** {@code topics} are the sink topics that rules name. */
        Writer(List<String> topics) {
            this.topics = topics;
        }

        /**
         * Adds an event that was decoded.
         *
         * @param group in Avro's union of null and bytes
         * @param topic the sink topic that a rule names for it, or null
         * @param ids that of the event, or null when it has none or needs none
         */
        void add(Event event, AvroBuffer group, String topic, EventIds ids) {
            if (events == 0) {
                begin();
            }
            out.writeLong(event.schemaId());
            out.writeLong(event.recordTimestamp());
            out.writeRaw(group.bytes(), 0, group.size());
            // 0 for no topic.
            int number = topic == null ? 0 : topics.indexOf(topic) + 1;
            out.writeLong(2L * number + (ids == null ? 0 : 1));
            if (ids != null) {
                out.writeFixed(ids.high());
                out.writeFixed(ids.low());
            }
            EventEncoding.write(out, event);
            events++;
        }

        private void begin() {
            out.clear();
            out.writeRaw(MARK, 0, MARK.length);
            out.writeLong(topics.size());
            topics.forEach(out::writeString);
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
        private String[] topics = {null};
        private String topic;
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
            try {
                readTopics();
            } catch (MalformedAvroException e) {
                throw damaged(e);
            }
            return this;
        }

        private void readTopics() throws MalformedAvroException {
            int count = in.readIndex(in.remaining());
            if (count + 1 != topics.length) {
                topics = new String[count + 1];
            }
            for (int i = 1; i <= count; i++) {
                topics[i] = new String(in.readCopy(in.readLength()), StandardCharsets.UTF_8);
            }
        }

        private static IllegalStateException damaged(MalformedAvroException e) {
            return new IllegalStateException("A record of the repartition topic is damaged", e);
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
                int flags = in.readIndex(2 * topics.length);
                topic = topics[flags / 2];
                boolean hasId = flags % 2 == 1;
                high = hasId ? in.readFixed() : 0;
                low = hasId ? in.readFixed() : 0;
                encoded.read(in);
                event.encoded(encoded, schemaId).recordedAt(recordTimestamp);
                return true;
            } catch (MalformedAvroException e) {
                throw damaged(e);
            }
        }

        /** That of the event; null for none. */
        public Bytes group() {
            return group;
        }

        /** The sink topic that a rule names for batches of the event; null for the pipeline's own. */
        public String topic() {
            return topic;
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
