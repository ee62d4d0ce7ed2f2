// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.otlp;

import io.millrace.gateway.answer.Problem;
import io.millrace.gateway.answer.Refusal;
import java.util.Arrays;

/** Bytes that grow as far as there is room for them. Not thread-safe. */
final class Growing {
    private static final int FIRST = 1024;

    private final Room room;
    private byte[] bytes = new byte[0];
    private int length;

    Growing(Room room) {
        this.room = room;
    }

    void append(byte[] more, int count) throws Refusal {
        long needed = (long) length + count;
        if (needed > room.mostBytes()) {
            throw Refusal.of(Problem.EXPANDS_TOO_MUCH, "more than " + room.mostBytes() + " bytes of events");
        }
        if (needed > bytes.length) {
            int grown = (int) Math.min(room.mostBytes(), Math.max(Math.max(FIRST, needed), 2L * bytes.length));
            room.budget().take(grown - bytes.length);
            bytes = Arrays.copyOf(bytes, grown);
        }
        System.arraycopy(more, 0, bytes, length, count);
        length += count;
    }

    /** Has {@link #length} bytes that count. */
    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }
}
