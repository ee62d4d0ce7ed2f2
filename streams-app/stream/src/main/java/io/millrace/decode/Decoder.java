// SPDX-License-Identifier: Apache-2.0
package io.millrace.decode;

import io.millrace.fields.FieldValues;
import io.millrace.schemas.DeadLetterReason;
import io.millrace.schemas.Event;
import io.millrace.schemas.MalformedAvroException;
import io.millrace.schemas.PayloadFormat;
import io.millrace.schemas.WireFormat;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Judges one event after another. One per task, not thread-safe. A valid Avro event allocates nothing. */
public final class Decoder {
    private final PayloadFormat format;
    private final EventTimeRules rules;
    private final long earliest;
    private final CompiledSchemas schemas;
    private final JsonValidator json;
    private final LongSupplier clock;

    private long latestAllowed = Long.MIN_VALUE;
    private int schemaId;
    private long timestamp;

    /**
     * A decoder of one pipeline's events.
     *
     * @param schemas null when the format is JSON
     * @param clock epoch milliseconds
     */
    public Decoder(PayloadFormat format, EventTimeRules rules, RegisteredSchemas schemas, LongSupplier clock) {
        this(format, rules, schemas, clock, new FieldValues(List.of()));
    }

    /** As above; {@code picked} is told what the fields hold that it asks for. */
    Decoder(
            PayloadFormat format,
            EventTimeRules rules,
            RegisteredSchemas schemas,
            LongSupplier clock,
            FieldValues picked) {
        this.format = format;
        this.rules = rules;
        this.earliest = rules.field() == null ? 0 : rules.minMs();
        this.schemas = format == PayloadFormat.AVRO ? new CompiledSchemas(schemas, rules, picked) : null;
        this.json = format == PayloadFormat.JSON ? new JsonValidator(rules.field(), rules.unit(), picked) : null;
        this.clock = clock;
    }

    /** Events to come are one record to Kafka Streams: {@link RegisteredSchemas} bounds what all of them wait for the registry together. */
    public void beginRun() {
        if (schemas != null) {
            schemas.beginRun();
        }
    }

    /**
     * Returns when the event is good, which has its time, its schema and its payload then; may wait for the registry as long as
     * {@link RegisteredSchemas} says, and then throws {@link RegistryUnavailableException}.
     */
    public void decode(Event event) throws RejectedException {
        if (event.valueBytes() == null) {
            throw new RejectedException(DeadLetterReason.MALFORMED, "a null value");
        }
        int from = event.valueFrom();
        int to = from + event.valueLength();
        long inPayload;
        if (format == PayloadFormat.AVRO) {
            inPayload = avro(event.valueBytes(), from, to);
            event.framed(schemaId);
        } else {
            inPayload = json.validate(event.valueBytes(), from, to);
        }
        timestamp = rules.field() == null ? event.recordTimestamp() : inPayload;
        if (timestamp < earliest) {
            throw tooEarly();
        }
        if (timestamp > latestAllowed) {
            checkAgainstTheClock();
        }
        event.at(timestamp);
    }

    private long avro(byte[] bytes, int from, int to) throws RejectedException {
        if (!WireFormat.isFramed(bytes, from, to)) {
            throw new RejectedException(
                    DeadLetterReason.MALFORMED, "not in the Confluent wire format: " + (to - from) + " bytes");
        }
        schemaId = WireFormat.schemaId(bytes, from);
        try {
            return schemas.get(schemaId).validate(bytes, from + WireFormat.PREFIX_BYTES, to);
        } catch (MalformedAvroException e) {
            throw new RejectedException(
                    DeadLetterReason.MALFORMED, "not what schema " + schemaId + " says: " + e.getMessage());
        }
    }

    /** The clock is read only for an event that is later than all that the last reading allowed. */
    private void checkAgainstTheClock() throws RejectedException {
        long now = clock.getAsLong();
        latestAllowed = rules.maxAheadMs() > Long.MAX_VALUE - now ? Long.MAX_VALUE : now + rules.maxAheadMs();
        if (timestamp > latestAllowed) {
            throw badTimestamp("event time " + timestamp + " is more than " + rules.maxAheadMs()
                    + " ms ahead of the clock" + hint());
        }
    }

    private RejectedException tooEarly() {
        String schema = format == PayloadFormat.AVRO ? " of schema " + schemaId : "";
        if (rules.field() == null) {
            return badTimestamp("event time " + timestamp + " is before 1970");
        }
        if (timestamp == EventTime.MISSING) {
            return badTimestamp("no event time in the field " + rules.field() + schema);
        }
        if (timestamp == EventTime.UNREADABLE) {
            return badTimestamp(
                    "the field " + rules.field() + schema + " holds neither a number nor ISO 8601 with an offset");
        }
        return badTimestamp("event time " + timestamp + " is before " + Instant.ofEpochMilli(earliest)
                + " (timestamp.min.ms)" + hint());
    }

    /** The wrong unit is the usual reason for a time that nobody can have meant. */
    private String hint() {
        String unit = rules.unit().name().toLowerCase(Locale.ROOT);
        return rules.field() == null ? "" : "; numbers were read as " + unit + " (timestamp.unit)";
    }

    private static RejectedException badTimestamp(String why) {
        return new RejectedException(DeadLetterReason.BAD_TIMESTAMP, why);
    }
}
