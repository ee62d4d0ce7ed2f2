// SPDX-License-Identifier: Apache-2.0
package io.millrace.postgres.copy;

import io.millrace.schemas.AvroCursor;
import io.millrace.schemas.EventBatch;
import io.millrace.schemas.EventCursor;
import io.millrace.schemas.MalformedAvroException;
import java.io.IOException;

/**
 * Encodes batches for one list of columns: source_partition, source_offset, event_time, event_key where it is wanted, and the
 * payload's. Thread-safe.
 *
 * @param columns how many there are in all
 */
public record RowEncoder(int columns, boolean withKey, PayloadColumns.Writer payload) {
    /** Larger ones PostgreSQL would not take: it allows a gigabyte for a value. */
    private static final int MOST_ROW_BYTES = 1024 * 1024 * 1024;

    /** Nothing is encoded before it is sent. */
    public Rows rows(EventBatch batch) {
        return rows(batch, MOST_ROW_BYTES);
    }

    Rows rows(EventBatch batch, int mostRowBytes) {
        return new Rows(batch, this, mostRowBytes);
    }

    /** Appends the row of the event; {@code in} is moved. What is there when it throws is not a row. */
    void write(EventCursor event, AvroCursor in, CopyBuffer out)
            throws IOException, MalformedAvroException, UnfitValueException {
        in.over(event.bytes(), event.valueFrom(), event.valueFrom() + event.valueLength());
        out.writeShort(columns);
        out.writeInt(Integer.BYTES);
        out.writeInt(event.partition());
        out.writeInt(Long.BYTES);
        out.writeLong(event.offset());
        Times.writeTimestamp(event.timestamp() * Times.MICROS_PER_MILLI, out);
        if (withKey) {
            if (event.keyLength() < 0) {
                out.writeInt(CopyBuffer.NULL);
            } else {
                out.writeBytes(event.bytes(), event.keyFrom(), event.keyLength());
            }
        }
        payload.write(event, in, out);
    }
}
