// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.admission;

/** One request whose events are on their way. */
public final class Waiting {
    private final long since;
    private volatile boolean over;

    Waiting(long since) {
        this.since = since;
    }

    long since() {
        return since;
    }

    boolean isOver() {
        return over;
    }

    /** All its events have an outcome. */
    public void end() {
        over = true;
    }
}
