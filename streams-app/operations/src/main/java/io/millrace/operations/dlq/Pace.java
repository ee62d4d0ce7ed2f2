// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.dlq;

import java.util.concurrent.TimeUnit;

/** How fast is sent, at most. */
final class Pace {
    private static final int MOST_AT_ONCE = 500;

    private final int perSecond;
    private final long begin = System.nanoTime();
    private long sent;

    /** @param perSecond 0 for as fast as possible */
    Pace(int perSecond) {
        this.perSecond = perSecond;
    }

    /** How many go into one transaction. */
    int atOnce() {
        return perSecond == 0 ? MOST_AT_ONCE : Math.min(MOST_AT_ONCE, perSecond);
    }

    /** Waits until as much time has passed as {@code count} more take. */
    void sent(int count) {
        sent += count;
        if (perSecond > 0) {
            long due = begin + TimeUnit.SECONDS.toNanos(sent) / perSecond;
            sleep(due - System.nanoTime());
        }
    }

    private static void sleep(long nanos) {
        try {
            TimeUnit.NANOSECONDS.sleep(nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RedriveRefusedException("Interrupted; the same command goes on", e);
        }
    }
}
