// SPDX-License-Identifier: Apache-2.0
package io.millrace.schemas;

import java.util.Arrays;
import org.apache.kafka.common.header.Headers;

/**
 * One event on its way into a batch: where it comes from, its time, and views of the bytes that it consists of. Reused for one event
 * after the other, so nobody keeps it. Not thread-safe.
 */
public final class Event {
    /** The {@link #schemaId()} of JSON. */
    public static final int NO_SCHEMA = -1;

    private int partition;
    private long offset;
    private long recordTimestamp;
    private long timestamp;
    private byte[] keyBytes;
    private int keyFrom;
    private int keyLength = -1;
    private Headers headers;
    private byte[] valueBytes;
    private int valueFrom;
    private int valueTo;
    private int payloadFrom;
    private int schemaId = NO_SCHEMA;
    private EncodedEvent encoded;

    /** Its place in the source topic. */
    public Event from(int sourcePartition, long sourceOffset) {
        partition = sourcePartition;
        offset = sourceOffset;
        return this;
    }

    /** The timestamp of its record, which need not be its time: epoch milliseconds, or whatever its producer wrote. */
    public Event recordedAt(long ofRecord) {
        recordTimestamp = ofRecord;
        return this;
    }

    /** Event time, in epoch milliseconds. */
    public Event at(long eventTime) {
        timestamp = eventTime;
        return this;
    }

    /** {@code key} may be null. */
    public Event with(byte[] key, Headers recordHeaders) {
        return with(key, 0, key == null ? -1 : key.length, recordHeaders);
    }

    /** The key is {@code length} bytes at {@code from} in {@code key}; −1 for null. */
    public Event with(byte[] key, int from, int length, Headers recordHeaders) {
        keyBytes = key;
        keyFrom = from;
        keyLength = length;
        headers = recordHeaders;
        return this;
    }

    /** The value is {@code bytes} from {@code from} to {@code to}, not included, and all of it payload; {@code bytes} may be null. */
    public Event value(byte[] bytes, int from, int to) {
        valueBytes = bytes;
        valueFrom = from;
        valueTo = to;
        payloadFrom = from;
        schemaId = NO_SCHEMA;
        encoded = null;
        return this;
    }

    /** The value is in the Confluent wire format: its payload begins behind the prefix, and is of that schema. */
    public Event framed(int id) {
        payloadFrom = valueFrom + WireFormat.PREFIX_BYTES;
        schemaId = id;
        return this;
    }

    /** It is the one that {@code view} shows, whose payload is of that schema: decoded once, and not to be encoded again. */
    public Event encoded(EncodedEvent view, int ofSchema) {
        from(view.partition(), view.offset()).at(view.timestamp());
        with(view.keyLength() < 0 ? null : view.bytes(), view.keyFrom(), view.keyLength(), null);
        value(view.bytes(), view.valueFrom(), view.valueFrom() + view.valueLength());
        schemaId = ofSchema;
        encoded = view;
        return this;
    }

    /** Lets go of the bytes, which may be views of something much larger. */
    public void release() {
        with(null, null).value(null, 0, 0);
    }

    public int partition() {
        return partition;
    }

    public long offset() {
        return offset;
    }

    public long recordTimestamp() {
        return recordTimestamp;
    }

    public long timestamp() {
        return timestamp;
    }

    public byte[] keyBytes() {
        return keyBytes;
    }

    public int keyFrom() {
        return keyFrom;
    }

    /** −1 when the key is null. */
    public int keyLength() {
        return keyLength;
    }

    /** A copy of the key, or null. */
    public byte[] copyOfKey() {
        return keyBytes == null ? null : Arrays.copyOfRange(keyBytes, keyFrom, keyFrom + keyLength);
    }

    /** A copy of the value as its record had it, or null. */
    public byte[] copyOfValue() {
        if (encoded == null || schemaId == NO_SCHEMA) {
            return valueBytes == null ? null : Arrays.copyOfRange(valueBytes, valueFrom, valueTo);
        }
        byte[] value = new byte[WireFormat.PREFIX_BYTES + payloadLength()];
        WireFormat.writePrefix(value, schemaId);
        System.arraycopy(valueBytes, payloadFrom, value, WireFormat.PREFIX_BYTES, payloadLength());
        return value;
    }

    public Headers headers() {
        try {
            return encoded == null ? headers : encoded.headers();
        } catch (MalformedAvroException e) {
            throw new IllegalStateException("An encoded event is damaged", e);
        }
    }

    /** As it is encoded, or null when it is not yet. */
    public EncodedEvent encoded() {
        return encoded;
    }

    /** The array that value and payload lie in; null when there is no value. */
    public byte[] valueBytes() {
        return valueBytes;
    }

    public int valueFrom() {
        return valueFrom;
    }

    public int valueLength() {
        return valueTo - valueFrom;
    }

    public int payloadFrom() {
        return payloadFrom;
    }

    public int payloadLength() {
        return valueTo - payloadFrom;
    }

    /** The registry id of the payload's schema, or {@link #NO_SCHEMA}. */
    public int schemaId() {
        return schemaId;
    }
}
