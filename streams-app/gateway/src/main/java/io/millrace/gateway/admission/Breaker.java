// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.admission;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Opens after requests in a row of which Kafka took nothing; then lets one a second through, until one succeeds. Thread-safe. */
public final class Breaker {
    private static final long BETWEEN_PROBES = TimeUnit.SECONDS.toNanos(1);

    private final int failuresToOpen;
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicLong nextProbe = new AtomicLong();

    public Breaker(int failuresToOpen) {
        this.failuresToOpen = failuresToOpen;
    }

    public boolean isOpen() {
        return failures.get() >= failuresToOpen;
    }

    /** Whether a request may pass: any while it is closed, else the first of each second. */
    boolean allows(long now) {
        if (!isOpen()) {
            return true;
        }
        long due = nextProbe.get();
        return now - due >= 0 && nextProbe.compareAndSet(due, now + BETWEEN_PROBES);
    }

    /** Kafka took at least one event of a request. */
    public void succeeded() {
        if (failures.get() != 0) {
            failures.set(0);
        }
    }

    /** Kafka took nothing of a request, for no fault of its events. */
    public void failed(long now) {
        if (failures.incrementAndGet() == failuresToOpen) {
            nextProbe.set(now + BETWEEN_PROBES);
        }
    }
}
