// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.http;

import java.util.concurrent.atomic.AtomicInteger;

/** How a process stops taking requests and waits for those it has taken. Thread-safe. */
public final class Drain {
    private static final long BETWEEN_LOOKS_MS = 10;

    private final AtomicInteger requests = new AtomicInteger();
    private volatile boolean leaving;
    private volatile boolean draining;

    /** From now on each connection ends with its next answer, so that clients go where the process is not about to stop. */
    public void letGo() {
        leaving = true;
    }

    /** From now on requests are refused. */
    public void begin() {
        letGo();
        draining = true;
    }

    boolean isLeaving() {
        return leaving;
    }

    public boolean isDraining() {
        return draining;
    }

    void requestBegan() {
        requests.incrementAndGet();
    }

    void requestEnded() {
        requests.decrementAndGet();
    }

    /** Whether all requests were answered within that time. */
    public boolean await(long millis) throws InterruptedException {
        long deadline = System.nanoTime() + millis * 1_000_000;
        while (requests.get() > 0 && System.nanoTime() - deadline < 0) {
            Thread.sleep(BETWEEN_LOOKS_MS);
        }
        return requests.get() == 0;
    }
}
