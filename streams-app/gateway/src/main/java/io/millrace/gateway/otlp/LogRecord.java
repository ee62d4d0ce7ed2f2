// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.otlp;

import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.gateway.frame.MalformedFrameException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/** One log record on its way to the JSON of its event. Absent and empty fields have no member. */
final class LogRecord {
    private static final int TIME = 1;
    private static final int SEVERITY_NUMBER = 2;
    private static final int SEVERITY_TEXT = 3;
    private static final int BODY = 5;
    private static final int ATTRIBUTES = 6;
    private static final int DROPPED_ATTRIBUTES = 7;
    private static final int FLAGS = 8;
    private static final int TRACE_ID = 9;
    private static final int SPAN_ID = 10;
    private static final int OBSERVED_TIME = 11;
    private static final int EVENT_NAME = 12;
    private static final int TRACE_ID_BYTES = 16;
    private static final int SPAN_ID_BYTES = 8;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Message attributes;
    private long time;
    private long observed;
    private long severityNumber;
    private long dropped;
    private long flags;
    private boolean hasAttributes;
    private Message severityText;
    private Message body;
    private Message traceId;
    private Message spanId;
    private Message eventName;

    LogRecord(Message record) throws MalformedFrameException {
        attributes = record.again();
        while (record.next()) {
            if (record.is(TIME, Message.FIXED64)) {
                time = record.number();
            } else if (record.is(OBSERVED_TIME, Message.FIXED64)) {
                observed = record.number();
            } else if (record.is(SEVERITY_NUMBER, Message.VARINT)) {
                severityNumber = record.number();
            } else if (record.is(DROPPED_ATTRIBUTES, Message.VARINT)) {
                dropped = record.number();
            } else if (record.is(FLAGS, Message.FIXED32)) {
                flags = record.number();
            } else {
                takeBytes(record);
            }
        }
    }

    private void takeBytes(Message record) {
        if (record.is(SEVERITY_TEXT, Message.BYTES)) {
            severityText = record.message();
        } else if (record.is(BODY, Message.BYTES)) {
            body = record.message();
        } else if (record.is(TRACE_ID, Message.BYTES)) {
            traceId = record.message();
        } else if (record.is(SPAN_ID, Message.BYTES)) {
            spanId = record.message();
        } else if (record.is(EVENT_NAME, Message.BYTES)) {
            eventName = record.message();
        }
        hasAttributes |= record.is(ATTRIBUTES, Message.BYTES);
    }

    /** @param arrival in epoch milliseconds, the time of a record that has none */
    void write(JsonGenerator json, Origin origin, long arrival) throws IOException, MalformedFrameException {
        json.writeStartObject();
        json.writeNumberField("timestamp", milliseconds(arrival));
        writeNanos(json, "timeUnixNano", time);
        writeNanos(json, "observedTimeUnixNano", observed);
        writeNumber(json, "severityNumber", severityNumber);
        Values.writeText(json, "severityText", severityText);
        Values.writeText(json, "eventName", eventName);
        if (body != null) {
            json.writeFieldName("body");
            Values.write(json, body);
        }
        if (hasAttributes) {
            json.writeFieldName("attributes");
            Values.writeMap(json, attributes, ATTRIBUTES);
        }
        writeNumber(json, "droppedAttributesCount", dropped);
        writeId(json, "traceId", traceId, TRACE_ID_BYTES);
        writeId(json, "spanId", spanId, SPAN_ID_BYTES);
        writeNumber(json, "flags", flags);
        json.writeRaw(origin.members());
        json.writeEndObject();
    }

    private long milliseconds(long arrival) {
        long nanos = time == 0 ? observed : time;
        return nanos == 0 ? arrival : Long.divideUnsigned(nanos, NANOS_PER_MILLI);
    }

    private static void writeNanos(JsonGenerator json, String name, long nanos) throws IOException {
        if (nanos != 0) {
            json.writeStringField(name, Long.toUnsignedString(nanos));
        }
    }

    private static void writeNumber(JsonGenerator json, String name, long number) throws IOException {
        if (number != 0) {
            json.writeNumberField(name, number);
        }
    }

    /** One of another length, or of zeros only, is none. */
    private static void writeId(JsonGenerator json, String name, Message id, int length) throws IOException {
        if (id == null || id.length() != length) {
            return;
        }
        ByteBuffer view = id.buffer();
        byte[] bytes = new byte[length];
        view.get(bytes);
        String hex = HexFormat.of().formatHex(bytes);
        if (hex.chars().anyMatch(c -> c != '0')) {
            json.writeStringField(name, hex);
        }
    }
}
