// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.verify.account;

/** Offsets that follow each other, both ends included. */
public record OffsetRange(long first, long last) {
    long size() {
        return last - first + 1;
    }

    /** The part of this below {@code end}, or null when there is none. */
    OffsetRange below(long end) {
        return first >= end ? null : new OffsetRange(first, Math.min(last, end - 1));
    }

    @Override
    public String toString() {
        return first == last ? Long.toString(first) : first + ".." + last;
    }
}
