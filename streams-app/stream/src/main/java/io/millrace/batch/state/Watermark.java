// SPDX-License-Identifier: Apache-2.0
package io.millrace.batch.state;

/** The highest event time seen on a partition, in epoch milliseconds. It never goes back. */
public final class Watermark {
    /** Before the first event. */
    public static final long NONE = Long.MIN_VALUE;

    private long value = NONE;

    public long value() {
        return value;
    }

    public void restore(long stored) {
        value = stored;
    }

    public void advanceTo(long timestamp) {
        if (timestamp > value) {
            value = timestamp;
        }
    }
}
