// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.http;

/** The content of a request: the first bytes of an array that may be longer. */
final class Body {
    private final byte[] bytes;
    private final int length;

    Body(byte[] bytes, int length) {
        this.bytes = bytes;
        this.length = length;
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }
}
