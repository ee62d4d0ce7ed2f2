// SPDX-License-Identifier: Apache-2.0
package io.millrace.postgres.copy;

import io.millrace.schemas.AvroCursor;
import io.millrace.schemas.DeadLetterReason;
import io.millrace.schemas.EventBatch;
import io.millrace.schemas.EventCursor;
import io.millrace.schemas.MalformedAvroException;
import io.millrace.sink.payload.BatchRefusedException;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * The rows of one batch, encoded while they are sent, and again each time: they may take many times what the batch does, sixteen bytes
 * for an empty array and twelve for a small long, each of which is one byte in Avro. No more is held than {@value #PIECE_BYTES}
 * bytes or one row. Not thread-safe.
 */
public final class Rows {
    /** Where bytes go. */
    public interface Target<E extends Exception> {
        void write(byte[] bytes, int from, int length) throws E;
    }

    /** Signature, no flags, no extension. */
    private static final byte[] HEADER = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
    };

    private static final byte[] TRAILER = {(byte) 0xff, (byte) 0xff};

    /** Between two pieces the client sees whether the server has given up. */
    private static final int PIECE_BYTES = 64 * 1024;

    /** Most rows, after which a piece is full, find room without the buffer growing. */
    private static final int ROW_BYTES = 4 * 1024;

    private final EventBatch batch;
    private final RowEncoder encoder;
    private final int mostRowBytes;
    private final Map<Integer, Exception> rejected = new TreeMap<>();

    Rows(EventBatch batch, RowEncoder encoder, int mostRowBytes) {
        this.batch = batch;
        this.encoder = encoder;
        this.mostRowBytes = mostRowBytes;
    }

    /** How many events the batch says it has; one that can be read has as many. */
    public int events() {
        return batch.header().eventCount();
    }

    /** Why events have no row, by their index in the batch; of those that were sent until now. */
    public Map<Integer, Exception> rejected() {
        return rejected;
    }

    /** The index of the event that the {@code line}th row was made of, counted from 1, where {@code from} was the first event sent. */
    public int event(int from, int line) {
        int event = from;
        for (int left = line; left > 1 || rejected.containsKey(event); event++) {
            if (!rejected.containsKey(event)) {
                left--;
            }
        }
        return event;
    }

    /**
     * Sends those of the events from {@code from} to {@code to}, exclusive, that a row can be made of, as a whole binary COPY.
     * {@link MalformedAvroException} is about the batch itself.
     */
    public <E extends Exception> void send(int from, int to, Target<E> target)
            throws E, IOException, MalformedAvroException {
        CopyBuffer buffer = new CopyBuffer(PIECE_BYTES + ROW_BYTES, PIECE_BYTES + mostRowBytes);
        buffer.write(HEADER, 0, HEADER.length);
        AvroCursor in = new AvroCursor();
        EventCursor event = batch.events();
        // What follows the last one is looked at as well.
        while (event.next() && (event.index() < to || to == events())) {
            if (event.index() >= from) {
                encode(event, in, buffer);
                if (buffer.size() >= PIECE_BYTES) {
                    pass(buffer, target);
                }
            }
        }
        buffer.write(TRAILER, 0, TRAILER.length);
        pass(buffer, target);
    }

    private static <E extends Exception> void pass(CopyBuffer buffer, Target<E> target) throws E {
        for (int at = 0; at < buffer.size(); at += PIECE_BYTES) {
            target.write(buffer.bytes(), at, Math.min(PIECE_BYTES, buffer.size() - at));
        }
        buffer.truncate(0);
    }

    private void encode(EventCursor event, AvroCursor in, CopyBuffer buffer) throws IOException {
        int start = buffer.size();
        try {
            encoder.write(event, in, buffer);
            if (buffer.size() - start > mostRowBytes) {
                throw new RowTooLargeException();
            }
        } catch (MalformedAvroException e) {
            reject(event, buffer, start, DeadLetterReason.MALFORMED, e.getMessage());
        } catch (UnfitValueException e) {
            reject(
                    event,
                    buffer,
                    start,
                    DeadLetterReason.SINK_REJECTED,
                    "No row can hold the event: " + e.getMessage());
        } catch (RowTooLargeException e) {
            reject(
                    event,
                    buffer,
                    start,
                    DeadLetterReason.TOO_LARGE,
                    "Its row takes more than " + mostRowBytes + " bytes");
        }
    }

    private void reject(EventCursor event, CopyBuffer buffer, int start, DeadLetterReason reason, String why) {
        buffer.truncate(start);
        buffer.forgetJson();
        rejected.put(event.index(), new BatchRefusedException(reason, why));
    }
}
