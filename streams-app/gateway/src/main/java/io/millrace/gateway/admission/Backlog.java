// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.admission;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** The requests of one pipeline that wait for acknowledgement, in the order in which they came. Thread-safe. */
public final class Backlog {
    private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicLong bytes = new AtomicLong();

    Waiting begin(long now, long ofRequest) {
        bytes.addAndGet(ofRequest);
        Waiting one = new Waiting(now, ofRequest, bytes);
        waiting.add(one);
        return one;
    }

    /** Of all of them together. */
    public long bytes() {
        return bytes.get();
    }

    /** How long the oldest one has waited, in nanoseconds; 0 when there is none. */
    public long oldestNanos(long now) {
        Waiting oldest = waiting.peek();
        while (oldest != null && oldest.isOver()) {
            waiting.remove(oldest);
            oldest = waiting.peek();
        }
        return oldest == null ? 0 : Math.max(0, now - oldest.since());
    }
}
