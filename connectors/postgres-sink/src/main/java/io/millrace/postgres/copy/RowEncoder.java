// SPDX-License-Identifier: Apache-2.0
package io.millrace.postgres.copy;

import io.millrace.schemas.AvroCursor;
import io.millrace.schemas.DeadLetterReason;
import io.millrace.schemas.EventBatch;
import io.millrace.schemas.EventCursor;
import io.millrace.schemas.MalformedAvroException;
import io.millrace.sink.payload.BatchRefusedException;
import java.io.IOException;

/**
 * Encodes batches for one list of columns: source_partition, source_offset, event_time, event_key where it is wanted, and the
 * payload's. Thread-safe.
 *
 * @param columns how many there are in all
 */
public record RowEncoder(int columns, boolean withKey, PayloadColumns.Writer payload) {
    private static final int BYTES_BESIDE_PAYLOAD = 96;

    /** Partition, offset, time, and no key, no headers and no value: a byte each. */
    private static final int LEAST_EVENT_BYTES = 6;

    /**
     * Events that no row can be made of are rejected in the result; {@link MalformedAvroException} is about the batch itself, and so
     * is {@link BatchRefusedException}, of which the rows take more than an array can hold.
     */
    public Rows encode(EventBatch batch) throws IOException, MalformedAvroException, BatchRefusedException {
        return encode(batch, CopyBuffer.MOST_BYTES);
    }

    Rows encode(EventBatch batch, int mostBytes) throws IOException, MalformedAvroException, BatchRefusedException {
        try {
            return encode(batch.events(), rows(batch, mostBytes));
        } catch (RowsTooLargeException e) {
            throw new BatchRefusedException(
                    DeadLetterReason.TOO_LARGE,
                    "The rows of the batch take more than " + mostBytes + " bytes: batches must be smaller");
        }
    }

    /** As large as the batch will need, going by its header, as far as the bytes it has bear that out. */
    private static Rows rows(EventBatch batch, int mostBytes) {
        int length = batch.events().bytes().length;
        int count = Math.max(0, Math.min(batch.header().eventCount(), length / LEAST_EVENT_BYTES));
        long payload = Math.max(0, Math.min(batch.header().payloadBytes(), length));
        long expected = Math.min(payload + (long) BYTES_BESIDE_PAYLOAD * count, 4L * length);
        return new Rows(count, new CopyBuffer((int) Math.min(expected, mostBytes), mostBytes));
    }

    private Rows encode(EventCursor event, Rows rows) throws IOException, MalformedAvroException {
        AvroCursor in = new AvroCursor();
        while (event.next()) {
            try {
                in.over(event.bytes(), event.valueFrom(), event.valueFrom() + event.valueLength());
                write(event, in, rows.begin());
                rows.end(event.index());
            } catch (MalformedAvroException e) {
                rows.reject(event.index(), new BatchRefusedException(DeadLetterReason.MALFORMED, e.getMessage()));
            } catch (UnfitValueException e) {
                rows.reject(
                        event.index(),
                        new BatchRefusedException(
                                DeadLetterReason.SINK_REJECTED, "No row can hold the event: " + e.getMessage()));
            }
        }
        return rows;
    }

    private void write(EventCursor event, AvroCursor in, CopyBuffer out)
            throws IOException, MalformedAvroException, UnfitValueException {
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
