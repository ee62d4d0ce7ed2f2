// SPDX-License-Identifier: Apache-2.0
package io.millrace.source;

import io.millrace.schemas.Event;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Consecutive events of one partition, one record to Kafka Streams. Offsets rise, but not by one where transaction markers, aborted
 * events or compaction left gaps. Keys and values are views of what was fetched.
 */
public record EventRun(List<ConsumerRecord<ByteBuffer, ByteBuffer>> events) {
    /** So many that Kafka Streams' cost of a record counts no more, so few that commits and timers do not wait. */
    public static final int MAX_EVENTS = 500;

    /** The same in bytes of values and keys; a single event may be larger. */
    static final int MAX_BYTES = 1 << 20;

    public int size() {
        return events.size();
    }

    /** Where the event at {@code index} was read. */
    public long offset(int index) {
        return events.get(index).offset();
    }

    /** Lets {@code event} be the one at {@code index}, not decoded yet. */
    public void read(int index, Event event) {
        ConsumerRecord<ByteBuffer, ByteBuffer> read = events.get(index);
        event.from(read.partition(), read.offset()).recordedAt(read.timestamp());
        ByteBuffer key = read.key();
        if (key == null) {
            event.with(null, read.headers());
        } else {
            event.with(key.array(), key.arrayOffset() + key.position(), key.remaining(), read.headers());
        }
        ByteBuffer value = read.value();
        if (value == null) {
            event.value(null, 0, 0);
        } else {
            int from = value.arrayOffset() + value.position();
            event.value(value.array(), from, from + value.remaining());
        }
    }
}
