// SPDX-License-Identifier: Apache-2.0
package io.millrace.opensearch.bulk;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;

/** Gives a document its event time as a member, unless it has one of that name. */
final class EventTime {
    private final String field;

    /** With its quotes, as documents hold it. */
    private final byte[] quoted;

    /** @param field not empty */
    EventTime(String field) {
        this.field = field;
        byte[] name = JsonStringEncoder.getInstance().quoteAsUTF8(field);
        quoted = new byte[name.length + 2];
        quoted[0] = '"';
        System.arraycopy(name, 0, quoted, 1, name.length);
        quoted[name.length + 1] = '"';
    }

    /** Writes the document with the time, in epoch milliseconds; what is no object stays as it is. */
    void write(BulkBody document, long timestamp, BulkBody out) throws IOException {
        byte[] bytes = document.bytes();
        int open = next(bytes, 0, document.size());
        if (open == document.size() || bytes[open] != '{' || isThere(document)) {
            out.writeAll(document);
            return;
        }
        int first = next(bytes, open + 1, document.size());
        boolean isEmpty = first < document.size() && bytes[first] == '}';
        out.write('{');
        out.write(quoted);
        out.write(':');
        out.writeNumber(timestamp);
        if (!isEmpty) {
            out.write(',');
        }
        out.write(bytes, first, document.size() - first);
    }

    /** A name that is nowhere in the document is no member; only one that is somewhere is looked for with care. */
    private boolean isThere(BulkBody document) throws IOException {
        byte[] bytes = document.bytes();
        for (int at = 0; at <= document.size() - quoted.length; at++) {
            int same = 0;
            while (same < quoted.length && bytes[at + same] == quoted[same]) {
                same++;
            }
            if (same == quoted.length) {
                return TopLevel.has(document, field);
            }
        }
        return false;
    }

    private static int next(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end && (bytes[at] == ' ' || bytes[at] == '\t')) {
            at++;
        }
        return at;
    }
}
