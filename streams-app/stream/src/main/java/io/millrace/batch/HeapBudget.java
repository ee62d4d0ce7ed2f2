// SPDX-License-Identifier: Apache-2.0
package io.millrace.batch;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The heap that all open batches of a process share, in bytes. A quarter of it may be empty buffers that wait for the
 * next batch.
 */
public final class HeapBudget {
    private final long limit;
    private final AtomicLong used = new AtomicLong();
    private final AtomicLong kept = new AtomicLong();

    public HeapBudget(long limit) {
        this.limit = limit;
    }

    long limit() {
        return limit;
    }

    void add(long bytes) {
        used.addAndGet(bytes);
    }

    /** Whether an empty buffer of so many bytes may be kept; if so it counts as kept until it is {@link #reused}. */
    boolean keep(long bytes) {
        if (kept.addAndGet(bytes) <= limit / 4) {
            return true;
        }
        kept.addAndGet(-bytes);
        return false;
    }

    void reused(long bytes) {
        kept.addAndGet(-bytes);
    }

    boolean exceeded() {
        return used.get() > limit;
    }
}
