// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.admission;

import java.util.concurrent.atomic.AtomicLong;

/** One request whose events are on their way. */
public final class Waiting {
    private final long since;
    private final long bytes;
    private final AtomicLong all;
    private volatile boolean over;

    /** @param all has those bytes already, and loses them when it ends */
    Waiting(long since, long bytes, AtomicLong all) {
        this.since = since;
        this.bytes = bytes;
        this.all = all;
    }

    long since() {
        return since;
    }

    boolean isOver() {
        return over;
    }

    /** All its events have an outcome. To be called once. */
    public void end() {
        over = true;
        all.addAndGet(-bytes);
    }
}
