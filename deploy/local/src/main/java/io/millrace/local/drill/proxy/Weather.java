// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.drill.proxy;

import java.util.concurrent.TimeUnit;

/** What the connections of a proxy live under. */
final class Weather {
    /** What each piece of bytes meets. */
    enum Kind {
        FAIR,
        DELAY,
        STALL,
        RESET,
        HALF_CLOSE,
        NARROW
    }

    private Kind kind = Kind.FAIR;
    private long amount;

    /** @param amount milliseconds of a delay, or bytes a second of a narrow way */
    synchronized void change(Kind to, long amount) {
        this.kind = to;
        this.amount = amount;
        notifyAll();
    }

    /** Returns when a piece of that many bytes may go on, with what it goes on under. */
    synchronized Kind pass(int bytes) throws InterruptedException {
        long now = System.nanoTime();
        while (true) {
            long left = now + heldNanos(bytes) - System.nanoTime();
            if (kind != Kind.STALL && left <= 0) {
                return kind;
            }
            if (kind == Kind.STALL) {
                wait();
            } else {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        }
    }

    private long heldNanos(int bytes) {
        return switch (kind) {
            case DELAY -> TimeUnit.MILLISECONDS.toNanos(amount);
            case NARROW -> TimeUnit.SECONDS.toNanos(bytes) / amount;
            case FAIR, STALL, RESET, HALF_CLOSE -> 0;
        };
    }
}
