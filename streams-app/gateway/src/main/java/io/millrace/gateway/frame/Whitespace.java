// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.frame;

/** That of JSON. */
final class Whitespace {
    private Whitespace() {}

    static boolean is(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    /** The first place from {@code at} on that has none, or {@code end}. */
    static int skip(byte[] bytes, int at, int end) {
        int next = at;
        while (next < end && is(bytes[next])) {
            next++;
        }
        return next;
    }

    /** The end of {@code bytes} from {@code from} to {@code end} without what trails. */
    static int trimmed(byte[] bytes, int from, int end) {
        int last = end;
        while (last > from && is(bytes[last - 1])) {
            last--;
        }
        return last;
    }
}
