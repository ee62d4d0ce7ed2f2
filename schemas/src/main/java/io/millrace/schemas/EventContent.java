// SPDX-License-Identifier: Apache-2.0
package io.millrace.schemas;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * A checksum of an event that is the same wherever the event is: on its source topic, in a batch, as a dead letter. Made of key and
 * value, and of the timestamp where that is the event time. Not thread-safe.
 */
public final class EventContent {
    private final boolean timestamps;
    private final CRC32C crc = new CRC32C();
    private final ByteBuffer head = ByteBuffer.allocate(Long.BYTES + Integer.BYTES);

    /** @param timestamps whether events keep the timestamp of their record */
    public EventContent(boolean timestamps) {
        this.timestamps = timestamps;
    }

    public long of(long timestamp, byte[] key, byte[] value) {
        begin(timestamp, key == null ? -1 : key.length);
        if (key != null) {
            crc.update(key);
        }
        if (value != null) {
            crc.update(value);
        }
        return crc.getValue();
    }

    /** An event as it was read, or as it is on its way into a batch. */
    public long of(Event event) {
        begin(event.recordTimestamp(), event.keyLength());
        if (event.keyBytes() != null) {
            crc.update(event.keyBytes(), event.keyFrom(), event.keyLength());
        }
        if (event.encoded() != null && event.schemaId() != Event.NO_SCHEMA) {
            prefix(event.schemaId());
        }
        if (event.valueBytes() != null) {
            crc.update(event.valueBytes(), event.valueFrom(), event.valueLength());
        }
        return crc.getValue();
    }

    /** An event in a batch, whose value lacks what stood before the payload; {@code schemaId} is null for JSON. */
    public long of(EventCursor event, Integer schemaId) {
        begin(event.timestamp(), event.keyLength());
        crc.update(event.bytes(), event.keyFrom(), Math.max(event.keyLength(), 0));
        if (schemaId != null) {
            prefix(schemaId);
        }
        crc.update(event.bytes(), event.valueFrom(), event.valueLength());
        return crc.getValue();
    }

    private void prefix(int schemaId) {
        crc.update(ByteBuffer.allocate(WireFormat.PREFIX_BYTES)
                .put((byte) 0)
                .putInt(schemaId)
                .flip());
    }

    private void begin(long timestamp, int keyLength) {
        crc.reset();
        crc.update(head.clear()
                .putLong(timestamps ? timestamp : 0)
                .putInt(keyLength)
                .flip());
    }
}
