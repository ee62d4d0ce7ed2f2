// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.admission;

import java.util.concurrent.atomic.LongAdder;

/** Bytes of requests that Kafka acknowledges in a second. Thread-safe. */
public final class DrainRate {
    private static final int REMEMBERED = 5;
    private static final double SECOND = 1e9;

    private final LongAdder sinceTick = new LongAdder();
    private final long[] recent = new long[REMEMBERED];
    private long lastTick;
    private int next;
    private volatile long lastSecond;
    private volatile long best;

    /** @param now by the clock of the ticks */
    DrainRate(long now) {
        lastTick = now;
    }

    public void acknowledged(long bytes) {
        sinceTick.add(bytes);
    }

    /** To be called about once a second, by one thread. */
    void tick(long now) {
        double seconds = Math.max(1, now - lastTick) / SECOND;
        lastTick = now;
        lastSecond = (long) (sinceTick.sumThenReset() / seconds);
        recent[next] = lastSecond;
        next = (next + 1) % REMEMBERED;
        long most = 0;
        for (long one : recent) {
            most = Math.max(most, one);
        }
        best = most;
    }

    long lastSecond() {
        return lastSecond;
    }

    /** Of the last seconds: one in which little came in, or the process stood still, does not say what Kafka can take. */
    long best() {
        return best;
    }
}
