// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.frame;

/** One event a line, as NDJSON has them. The last line needs no end; lines of nothing but whitespace are no events. */
final class Lines {
    private Lines() {}

    static Items split(byte[] body, int length, int most) throws MalformedFrameException {
        Items items = new Items(body, most);
        int start = 0;
        while (start < length) {
            int end = start;
            while (end < length && body[end] != '\n') {
                end++;
            }
            int to = end > start && body[end - 1] == '\r' ? end - 1 : end;
            if (Whitespace.skip(body, start, to) < to) {
                items.add(start, to);
            }
            start = end + 1;
        }
        if (items.count() == 0) {
            throw new MalformedFrameException("the body has no line with an event");
        }
        return items;
    }
}
