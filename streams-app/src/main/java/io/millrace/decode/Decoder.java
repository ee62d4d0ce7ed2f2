package io.millrace.decode;

import io.millrace.schemas.DeadLetterReason;
import io.millrace.schemas.MalformedAvroException;
import io.millrace.schemas.PayloadFormat;
import io.millrace.schemas.WireFormat;
import java.util.function.LongSupplier;

/**
 * Judges one event after another. One per task, not thread-safe: after {@link #decode} returned, the accessors speak of
 * that event until the next call. A valid Avro event allocates nothing.
 */
public final class Decoder {
    /** The {@link #schemaId()} of JSON. */
    public static final int NO_SCHEMA = -1;

    private final PayloadFormat format;
    private final String timestampField;
    private final long maxAheadMs;
    private final CompiledSchemas schemas;
    private final JsonValidator json;
    private final LongSupplier clock;

    private long latestAllowed = Long.MIN_VALUE;
    private int schemaId = NO_SCHEMA;
    private long timestamp;

    /**
     * @param timestampField the top-level field with the event time, or null for the record's timestamp
     * @param maxAheadMs how far ahead of {@code clock} an event time may be
     * @param schemas null when the format is JSON
     * @param clock epoch milliseconds
     */
    public Decoder(
            PayloadFormat format,
            String timestampField,
            long maxAheadMs,
            RegisteredSchemas schemas,
            LongSupplier clock) {
        this.format = format;
        this.timestampField = timestampField;
        this.maxAheadMs = maxAheadMs;
        this.schemas = format == PayloadFormat.AVRO ? new CompiledSchemas(schemas, timestampField) : null;
        this.json = format == PayloadFormat.JSON ? new JsonValidator(timestampField) : null;
        this.clock = clock;
    }

    /**
     * Returns when the event is good; may wait for the registry as long as {@link RegisteredSchemas} says, and then
     * throws {@link RegistryUnavailableException}.
     */
    public void decode(byte[] value, long recordTimestamp) throws RejectedException {
        if (value == null) {
            throw new RejectedException(DeadLetterReason.MALFORMED, "a null value");
        }
        long inPayload = format == PayloadFormat.AVRO ? avro(value) : json.validate(value);
        timestamp = timestampField == null ? recordTimestamp : inPayload;
        if (timestamp < 0) {
            throw badTimestamp(inPayload);
        }
        if (timestamp > latestAllowed) {
            checkAgainstTheClock();
        }
    }

    private long avro(byte[] value) throws RejectedException {
        if (!WireFormat.isFramed(value)) {
            throw new RejectedException(
                    DeadLetterReason.MALFORMED, "not in the Confluent wire format: " + value.length + " bytes");
        }
        schemaId = WireFormat.schemaId(value);
        try {
            return schemas.get(schemaId).validate(value, WireFormat.PREFIX_BYTES);
        } catch (MalformedAvroException e) {
            throw new RejectedException(
                    DeadLetterReason.MALFORMED, "not what schema " + schemaId + " says: " + e.getMessage());
        }
    }

    /** The clock is read only for an event that is later than all that the last reading allowed. */
    private void checkAgainstTheClock() throws RejectedException {
        long now = clock.getAsLong();
        latestAllowed = maxAheadMs > Long.MAX_VALUE - now ? Long.MAX_VALUE : now + maxAheadMs;
        if (timestamp > latestAllowed) {
            throw new RejectedException(
                    DeadLetterReason.BAD_TIMESTAMP,
                    "event time " + timestamp + " is more than " + maxAheadMs + " ms ahead of the clock");
        }
    }

    private RejectedException badTimestamp(long inPayload) {
        if (timestampField == null || inPayload != EventTime.MISSING) {
            return new RejectedException(DeadLetterReason.BAD_TIMESTAMP, "event time " + timestamp + " is before 1970");
        }
        String schema = format == PayloadFormat.AVRO ? " of schema " + schemaId : "";
        return new RejectedException(
                DeadLetterReason.BAD_TIMESTAMP, "no event time in the field " + timestampField + schema);
    }

    /** The registry id of the payload's schema, or {@link #NO_SCHEMA}. */
    public int schemaId() {
        return schemaId;
    }

    /** Event time, in epoch milliseconds. */
    public long timestamp() {
        return timestamp;
    }

    /** Where the payload starts in the value: behind the wire format's prefix, which only Avro has. */
    public int payloadFrom() {
        return format == PayloadFormat.AVRO ? WireFormat.PREFIX_BYTES : 0;
    }
}
