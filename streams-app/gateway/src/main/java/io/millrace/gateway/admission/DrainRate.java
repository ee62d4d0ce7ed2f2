// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.admission;

import java.util.concurrent.atomic.LongAdder;

/** Bytes of requests that Kafka acknowledges in a second. Thread-safe. */
public final class DrainRate {
    private final LongAdder sinceTick = new LongAdder();
    private volatile long lastSecond;

    public void acknowledged(long bytes) {
        sinceTick.add(bytes);
    }

    /** To be called once a second. */
    public void tick() {
        lastSecond = sinceTick.sumThenReset();
    }

    long lastSecond() {
        return lastSecond;
    }
}
