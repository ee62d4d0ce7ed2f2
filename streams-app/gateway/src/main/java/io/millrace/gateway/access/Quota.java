// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.access;

import java.util.concurrent.TimeUnit;

/**
 * Events a second that a client may send, on average over a second. How many a request has is known only once it is read; so a request
 * comes in while there is no debt, and its events are charged then. Thread-safe.
 */
public final class Quota {
    private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

    private final double perSecond;
    private double credit;
    private long at;

    /** @param now of {@link System#nanoTime} */
    public Quota(double perSecond, long now) {
        this.perSecond = perSecond;
        this.credit = perSecond;
        this.at = now;
    }

    double perSecond() {
        return perSecond;
    }

    /** In how many whole seconds a request may come in; 0 for at once. */
    public synchronized int secondsToWait(long now) {
        credit = Math.min(perSecond, credit + perSecond * Math.max(0, now - at) / NANOS);
        at = now;
        return credit > 0 ? 0 : Math.max(1, (int) Math.ceil(-credit / perSecond));
    }

    public synchronized void charge(int events) {
        credit -= events;
    }
}
