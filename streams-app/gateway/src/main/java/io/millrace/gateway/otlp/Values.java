// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.otlp;

import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.gateway.frame.MalformedFrameException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** OTLP's values and attributes as JSON: lists become arrays, maps objects, bytes Base64, and numbers stay numbers. */
final class Values {
    /** How many lists and maps may be in one another. */
    static final int DEEPEST = 32;

    private static final int KEY = 1;
    private static final int VALUE = 2;
    private static final int ELEMENTS = 1;
    private static final int STRING = 1;
    private static final int BOOL = 2;
    private static final int INT = 3;
    private static final int DOUBLE = 4;
    private static final int LIST = 5;
    private static final int MAP = 6;
    private static final int BYTES = 7;

    private Values() {}

    /** No member for one that is absent or empty. */
    static void writeText(JsonGenerator json, String name, Message text) throws IOException, MalformedFrameException {
        if (text != null && text.length() > 0) {
            json.writeStringField(name, text.text());
        }
    }

    /** The fields of {@code holder} with that number, each a key and a value, as an object. */
    static void writeMap(JsonGenerator json, Message holder, int field) throws IOException, MalformedFrameException {
        writeMap(json, holder, field, DEEPEST);
    }

    private static void writeMap(JsonGenerator json, Message holder, int field, int depth)
            throws IOException, MalformedFrameException {
        json.writeStartObject();
        while (holder.next()) {
            if (holder.is(field, Message.BYTES)) {
                writePair(json, holder.message(), depth);
            }
        }
        json.writeEndObject();
    }

    private static void writePair(JsonGenerator json, Message pair, int depth)
            throws IOException, MalformedFrameException {
        String key = "";
        Message value = null;
        while (pair.next()) {
            if (pair.is(KEY, Message.BYTES)) {
                key = pair.message().text();
            } else if (pair.is(VALUE, Message.BYTES)) {
                value = pair.message();
            }
        }
        json.writeFieldName(key);
        write(json, value, depth);
    }

    /** @param value null for none */
    static void write(JsonGenerator json, Message value) throws IOException, MalformedFrameException {
        write(json, value, DEEPEST);
    }

    private static void write(JsonGenerator json, Message value, int depth)
            throws IOException, MalformedFrameException {
        int kind = 0;
        long number = 0;
        Message content = null;
        while (value != null && value.next()) {
            if (value.is(INT, Message.VARINT)) {
                kind = INT;
            } else if (value.is(BOOL, Message.VARINT)) {
                kind = BOOL;
            } else if (value.is(DOUBLE, Message.FIXED64)) {
                kind = DOUBLE;
            } else {
                int other = ofBytes(value);
                kind = other == 0 ? kind : other;
                content = other == 0 ? content : value.message();
                continue;
            }
            number = value.number();
        }
        switch (kind) {
            case INT -> json.writeNumber(number);
            case BOOL -> json.writeBoolean(number != 0);
            // Those that JSON has no number for become strings, as in protobuf's JSON.
            case DOUBLE -> json.writeNumber(Double.longBitsToDouble(number));
            case STRING -> json.writeString(content.text());
            case BYTES -> json.writeString(bytes(content));
            case LIST -> writeList(json, content, deeper(depth));
            case MAP -> writeMap(json, content, ELEMENTS, deeper(depth));
            default -> json.writeNull();
        }
    }

    private static int ofBytes(Message value) {
        for (int kind : new int[] {STRING, LIST, MAP, BYTES}) {
            if (value.is(kind, Message.BYTES)) {
                return kind;
            }
        }
        return 0;
    }

    private static String bytes(Message content) {
        return new String(Base64.getEncoder().encode(content.buffer()).array(), StandardCharsets.US_ASCII);
    }

    private static void writeList(JsonGenerator json, Message list, int depth)
            throws IOException, MalformedFrameException {
        json.writeStartArray();
        while (list.next()) {
            if (list.is(ELEMENTS, Message.BYTES)) {
                write(json, list.message(), depth);
            }
        }
        json.writeEndArray();
    }

    private static int deeper(int depth) throws MalformedFrameException {
        if (depth == 0) {
            throw new MalformedFrameException("more than " + DEEPEST + " lists and maps in one another");
        }
        return depth - 1;
    }
}
