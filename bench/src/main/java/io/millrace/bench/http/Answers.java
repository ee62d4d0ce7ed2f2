// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.http;

import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;

/**
 * What was answered, and how long after it was due. Of the latencies those requests count that were due within a window. One thread
 * writes; latencies may be read when it has ended, everything else at any time.
 */
public final class Answers {
    private static final long LONGEST_MICROS = 120_000_000;
    private static final int DIGITS = 3;
    private static final double MICROS_PER_MS = 1e3;

    private final long from;
    private final long to;
    private final Kind taken = new Kind();
    private final Kind shed = new Kind();
    private final AtomicLong others = new AtomicLong();
    private final AtomicLong broken = new AtomicLong();

    /** Answers of one kind. */
    public static final class Kind {
        private final Histogram micros = new Histogram(LONGEST_MICROS, DIGITS);
        private final AtomicLong count = new AtomicLong();
        private volatile long counted;
        private volatile long last;

        private void add(long due, long now, boolean counts) {
            count.lazySet(count.get() + 1);
            last = now;
            if (counts) {
                micros.recordValue(Math.min(LONGEST_MICROS, Math.max(0, (now - due) / 1_000)));
                counted = micros.getTotalCount();
            }
        }

        /** All of them so far. */
        public long count() {
            return count.get();
        }

        /** Those within the window. */
        public long inWindow() {
            return counted;
        }

        /** When the last one came, by {@link System#nanoTime}; 0 before the first. */
        public long last() {
            return last;
        }

        /** From 0 to 100; 0 when there was none. */
        public double milliseconds(double percentile) {
            return micros.getTotalCount() == 0 ? 0 : micros.getValueAtPercentile(percentile) / MICROS_PER_MS;
        }
    }

    /** {@code from} and {@code to} as {@link System#nanoTime} has them. */
    public Answers(long from, long to) {
        this.from = from;
        this.to = to;
    }

    void add(int status, long due, long now) {
        boolean counts = due - from >= 0 && due - to < 0;
        if (status == 200) {
            taken.add(due, now, counts);
        } else if (status == 503) {
            shed.add(due, now, counts);
        } else {
            others.incrementAndGet();
        }
    }

    void addBroken() {
        broken.incrementAndGet();
    }

    /** The 200s. */
    public Kind taken() {
        return taken;
    }

    /** The 503s. */
    public Kind shed() {
        return shed;
    }

    /** Answers with another status. */
    public long others() {
        return others.get();
    }

    /** Requests whose connection was lost before their answer had come. */
    public long broken() {
        return broken.get();
    }
}
