// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.frame;

/**
 * The elements of a JSON array. Strings, escapes and nesting are followed, so that each comma is known for what it is; whether an
 * element is valid JSON is left open. Elements are those of a JSON parser whenever the array is valid.
 */
final class JsonArray {
    private final byte[] body;
    private final int end;
    private int at;

    private JsonArray(byte[] body, int start, int end) {
        this.body = body;
        this.at = start;
        this.end = end;
    }

    static Items split(byte[] body, int length, int most) throws MalformedFrameException {
        int start = Whitespace.skip(body, 0, length);
        if (start == length || body[start] != '[') {
            throw new MalformedFrameException("a JSON array is expected", start);
        }
        int end = Whitespace.trimmed(body, start, length);
        Items items = new Items(body, most);
        new JsonArray(body, start + 1, end).scan(items);
        return items;
    }

    private void scan(Items items) throws MalformedFrameException {
        at = Whitespace.skip(body, at, end);
        if (at < end && body[at] == ']') {
            throw new MalformedFrameException("the array has no event");
        }
        boolean more = true;
        while (more) {
            int from = Whitespace.skip(body, at, end);
            at = from;
            passElement();
            int to = Whitespace.trimmed(body, from, at);
            if (to == from) {
                throw new MalformedFrameException("an array element is missing", from);
            }
            items.add(from, to);
            more = body[at++] == ',';
        }
        if (at != end) {
            throw new MalformedFrameException("something follows the array", at);
        }
    }

    /** To the comma or bracket that ends the element. */
    private void passElement() throws MalformedFrameException {
        int depth = 0;
        while (at < end) {
            byte b = body[at];
            if (b == '"') {
                passString();
            } else if (b == '{' || b == '[') {
                depth++;
            } else if (depth == 0 && (b == ',' || b == ']')) {
                return;
            } else if (b == '}' || b == ']') {
                depth--;
                if (depth < 0) {
                    throw new MalformedFrameException("a closing brace without an opening one", at);
                }
            }
            at++;
        }
        throw new MalformedFrameException("the array does not end");
    }

    /** To the quote that ends it. */
    private void passString() throws MalformedFrameException {
        int start = at++;
        while (at < end) {
            byte b = body[at];
            if (b == '"') {
                return;
            }
            at += b == '\\' ? 2 : 1;
        }
        throw new MalformedFrameException("a string does not end that begins", start);
    }
}
