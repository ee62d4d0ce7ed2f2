package io.millrace.batch;

/** The highest event time seen on a partition, in epoch milliseconds. It never goes back. */
final class Watermark {
    /** Before the first event. */
    static final long NONE = Long.MIN_VALUE;

    private long value = NONE;

    long value() {
        return value;
    }

    void restore(long stored) {
        value = stored;
    }

    void advanceTo(long timestamp) {
        if (timestamp > value) {
            value = timestamp;
        }
    }
}
