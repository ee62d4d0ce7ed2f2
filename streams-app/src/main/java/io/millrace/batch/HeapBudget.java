package io.millrace.batch;

import java.util.concurrent.atomic.AtomicLong;

/** The heap that all open batches of a process share, in bytes. */
public final class HeapBudget {
    private final long limit;
    private final AtomicLong used = new AtomicLong();

    public HeapBudget(long limit) {
        this.limit = limit;
    }

    void add(long bytes) {
        used.addAndGet(bytes);
    }

    boolean exceeded() {
        return used.get() > limit;
    }

    public long used() {
        return used.get();
    }
}
