// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.http;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The bodies that did not come at once. Thread-safe. */
public final class SlowBodies {
    private static final long GRACE = TimeUnit.SECONDS.toNanos(2);

    private final int minBytesPerSecond;
    private final Set<BodyReader> reading = ConcurrentHashMap.newKeySet();

    /** @param minBytesPerSecond on average, once two seconds have passed; 0 for any */
    public SlowBodies(int minBytesPerSecond) {
        this.minBytesPerSecond = minBytesPerSecond;
    }

    void watch(BodyReader body) {
        if (minBytesPerSecond > 0) {
            reading.add(body);
        }
    }

    void forget(BodyReader body) {
        if (minBytesPerSecond > 0) {
            reading.remove(body);
        }
    }

    /** Gives up those that are too slow. To be called about once a second. */
    public void check() {
        long now = System.nanoTime();
        for (BodyReader body : reading) {
            if (now - body.begin() > GRACE) {
                body.requireRate(minBytesPerSecond, now);
            }
        }
    }
}
