// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.otlp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes a protobuf message, and messages inside it. Not thread-safe. */
final class ProtobufOutput {
    private static final int FIRST = 256;
    private static final int TYPE_BITS = 3;
    private static final int PAYLOAD_BITS = 7;
    private static final int PAYLOAD = 0x7f;
    private static final int MORE = 0x80;
    /** A length that is not known yet gets all five bytes that it might need. */
    private static final int LENGTH_BYTES = 5;

    private byte[] bytes = new byte[FIRST];
    private int length;

    void number(int field, long value) {
        varint((long) field << TYPE_BITS | Message.VARINT);
        varint(value);
    }

    void fixed64(int field, long value) {
        varint((long) field << TYPE_BITS | Message.FIXED64);
        fixed(value, Long.BYTES);
    }

    void fixed32(int field, long value) {
        varint((long) field << TYPE_BITS | Message.FIXED32);
        fixed(value, Integer.BYTES);
    }

    void text(int field, String text) {
        bytes(field, text.getBytes(StandardCharsets.UTF_8));
    }

    void bytes(int field, byte[] content) {
        varint((long) field << TYPE_BITS | Message.BYTES);
        varint(content.length);
        makeRoom(content.length);
        System.arraycopy(content, 0, bytes, length, content.length);
        length += content.length;
    }

    /** A message inside, until {@link #end} is told what this returns. */
    int begin(int field) {
        varint((long) field << TYPE_BITS | Message.BYTES);
        makeRoom(LENGTH_BYTES);
        length += LENGTH_BYTES;
        return length;
    }

    void end(int begin) {
        int rest = length - begin;
        for (int i = LENGTH_BYTES; i > 0; i--) {
            bytes[begin - i] = (byte) ((rest & PAYLOAD) | (i > 1 ? MORE : 0));
            rest >>>= PAYLOAD_BITS;
        }
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~(long) PAYLOAD) != 0) {
            one(((int) rest & PAYLOAD) | MORE);
            rest >>>= PAYLOAD_BITS;
        }
        one((int) rest);
    }

    private void fixed(long value, int count) {
        for (int i = 0; i < count; i++) {
            one((int) (value >>> (Byte.SIZE * i)));
        }
    }

    private void one(int value) {
        makeRoom(1);
        bytes[length++] = (byte) value;
    }

    private void makeRoom(int more) {
        if (more > bytes.length - length) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(length, more), 2 * bytes.length));
        }
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    /** What was written, to be read; nothing must be written any more. */
    Message toMessage() {
        return new Message(bytes, 0, length);
    }
}
