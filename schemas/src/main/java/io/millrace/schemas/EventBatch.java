// SPDX-License-Identifier: Apache-2.0
package io.millrace.schemas;

import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.kafka.common.utils.Bytes;

/**
 * A batch as it came off its topic. The events stay where they are in the record's bytes; {@link #events()} walks them
 * without copying.
 */
public final class EventBatch {
    /** The version of the layout, for the record header {@link BatchHeaders#VERSION}. */
    public static final int VERSION = 2;

    /** The schema of the record value, as registered. */
    public static final Schema SCHEMA = Schemas.load("EventBatch.avsc");

    private final BatchHeader header;
    private final byte[] value;
    private final int eventsFrom;

    private EventBatch(BatchHeader header, byte[] value, int eventsFrom) {
        this.header = header;
        this.value = value;
        this.eventsFrom = eventsFrom;
    }

    public BatchHeader header() {
        return header;
    }

    /** A cursor before the first event; each call starts over. */
    public EventCursor events() {
        return new EventCursor(value, eventsFrom, header.eventCount());
    }

    /** Reads a record value in version {@value #VERSION} of the layout. The header is checked here, the events as they are read. */
    public static EventBatch read(byte[] value) throws MalformedAvroException {
        if (value == null || !WireFormat.isFramed(value)) {
            throw new MalformedAvroException("not an EventBatch in the Confluent wire format");
        }
        AvroCursor in = new AvroCursor().over(value, WireFormat.PREFIX_BYTES, value.length);
        BatchHeader header = new BatchHeader(
                in.readString(),
                in.readString(),
                in.readString(),
                in.readInt(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readIndex(2) == 0 ? null : Bytes.wrap(in.readCopy(in.readLength())),
                PayloadFormat.values()[in.readIndex(2)],
                in.readIndex(2) == 0 ? null : Integer.valueOf(in.readInt()),
                CloseReason.at(in.readInt()),
                in.readInt(),
                in.readLong(),
                in.readLong(),
                in.readLong());
        return new EventBatch(header, value, in.position());
    }

    @Override
    public String toString() {
        return Objects.toString(header);
    }
}
