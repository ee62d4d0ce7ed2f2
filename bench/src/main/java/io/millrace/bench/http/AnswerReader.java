// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Finds the end of one answer after the other; every one must have a {@code Content-Length}. Allocates nothing for an answer. */
final class AnswerReader {
    private static final int STATUS_AT = 9;
    private static final int MOST = 64 * 1024;
    private static final byte[] LENGTH = "\r\ncontent-length:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CLOSE = "\r\nconnection: close\r".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] HEAD_END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final byte[] head = new byte[MOST];
    private int length;
    private long rest = -1;
    private int status;
    private boolean closes;

    /** Takes what has come; true when the answer is complete. Then it is ready for the next one. */
    boolean take(ByteBuffer come) {
        if (rest < 0) {
            readHead(come);
        }
        if (rest < 0) {
            return false;
        }
        int some = (int) Math.min(rest, come.remaining());
        come.position(come.position() + some);
        rest -= some;
        if (rest > 0) {
            return false;
        }
        rest = -1;
        length = 0;
        return true;
    }

    private void readHead(ByteBuffer come) {
        while (come.hasRemaining()) {
            if (length == MOST) {
                throw new IllegalStateException("An answer has a head of more than " + MOST + " bytes");
            }
            head[length++] = come.get();
            if (length >= HEAD_END.length && matches(length - HEAD_END.length, HEAD_END)) {
                status = digits(STATUS_AT);
                closes = find(CLOSE) >= 0;
                int at = find(LENGTH);
                rest = at < 0 ? 0 : digits(at + LENGTH.length);
                return;
            }
        }
    }

    private int find(byte[] what) {
        for (int at = 0; at <= length - what.length; at++) {
            if (matches(at, what)) {
                return at;
            }
        }
        return -1;
    }

    private boolean matches(int at, byte[] what) {
        for (int i = 0; i < what.length; i++) {
            if (Character.toLowerCase(head[at + i]) != what[i]) {
                return false;
            }
        }
        return true;
    }

    private int digits(int from) {
        int at = from;
        while (head[at] == ' ') {
            at++;
        }
        int number = 0;
        for (; head[at] >= '0' && head[at] <= '9'; at++) {
            number = 10 * number + head[at] - '0';
        }
        return number;
    }

    /** Of the last complete answer. */
    int status() {
        return status;
    }

    /** Whether the connection ends with it. */
    boolean closes() {
        return closes;
    }

    /** Forgets what an old connection has left. */
    void reset() {
        length = 0;
        rest = -1;
    }
}
