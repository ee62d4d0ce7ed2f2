// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.otlp;

import io.millrace.gateway.frame.MalformedFrameException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * A protobuf message as a range of bytes, read field by field; of a field that is there twice, readers take the last. Fields of an
 * unexpected wire type are skipped like unknown ones. Not thread-safe.
 */
final class Message {
    static final int VARINT = 0;
    static final int FIXED64 = 1;
    static final int BYTES = 2;
    static final int FIXED32 = 5;

    private static final int TYPE_BITS = 3;
    private static final int TYPE_MASK = 7;
    private static final int LONGEST_VARINT = 64;
    private static final int PAYLOAD_BITS = 7;
    private static final int PAYLOAD = 0x7f;

    private final byte[] bytes;
    private final int from;
    private final int to;
    private int at;
    private int field;
    private int type;
    private long number;
    private int start;

    /** The bytes between {@code from} and {@code to}, which are never changed. */
    Message(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.from = from;
        this.to = to;
        at = from;
    }

    /** The same from its beginning. */
    Message again() {
        return new Message(bytes, from, to);
    }

    /** Goes to the next field; false at the end. */
    boolean next() throws MalformedFrameException {
        if (at == to) {
            return false;
        }
        long tag = varint();
        field = (int) (tag >>> TYPE_BITS);
        type = (int) tag & TYPE_MASK;
        if (tag >>> TYPE_BITS != field || field <= 0) {
            throw malformed("no field number");
        }
        switch (type) {
            case VARINT -> number = varint();
            case FIXED64 -> number = fixed(Long.BYTES).getLong();
            case FIXED32 -> number = Integer.toUnsignedLong(fixed(Integer.BYTES).getInt());
            case BYTES -> skip(varint());
            default -> throw malformed("no wire type of protobuf");
        }
        return true;
    }

    /** Whether the present field is that one. */
    boolean is(int expectedField, int expectedType) {
        return field == expectedField && type == expectedType;
    }

    /** The value of the present field, if it is a number. */
    long number() {
        return number;
    }

    /** The value of the present field, if it has bytes. */
    Message message() {
        return new Message(bytes, start, at);
    }

    /** All of this message, as text. */
    String text() throws MalformedFrameException {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(buffer()).toString();
        } catch (CharacterCodingException e) {
            throw new MalformedFrameException("a string is not UTF-8");
        }
    }

    /** All of this message. */
    ByteBuffer buffer() {
        return ByteBuffer.wrap(bytes, from, to - from);
    }

    int length() {
        return to - from;
    }

    private void skip(long length) throws MalformedFrameException {
        if (length < 0 || length > to - at) {
            throw malformed("a field ends after what it is in");
        }
        start = at;
        at += (int) length;
    }

    private ByteBuffer fixed(int length) throws MalformedFrameException {
        skip(length);
        return ByteBuffer.wrap(bytes, start, length).order(ByteOrder.LITTLE_ENDIAN);
    }

    private long varint() throws MalformedFrameException {
        long value = 0;
        for (int shift = 0; shift < LONGEST_VARINT; shift += PAYLOAD_BITS) {
            if (at == to) {
                throw malformed("a number has no end");
            }
            byte next = bytes[at++];
            value |= (long) (next & PAYLOAD) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw malformed("a number is too long");
    }

    private MalformedFrameException malformed(String what) {
        return new MalformedFrameException(what, at);
    }
}
