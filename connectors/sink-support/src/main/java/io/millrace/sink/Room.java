package io.millrace.sink;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** How much a task has taken on and not finished, and how much of that it works on at once. Thread-safe. */
final class Room {
    private final int maxBatches;
    private final int maxBytes;
    private final AtomicInteger batches = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final Semaphore atWork;

    Room(int maxBatches, int maxBytes) {
        this.maxBatches = maxBatches;
        this.maxBytes = maxBytes;
        this.atWork = new Semaphore(maxBytes, true);
    }

    /** A batch is handed over; there is always room for what was polled already. */
    void enter(BatchRecord parcel) {
        batches.incrementAndGet();
        bytes.addAndGet(parcel.size());
    }

    void leave(BatchRecord parcel) {
        batches.decrementAndGet();
        bytes.addAndGet(-parcel.size());
    }

    boolean isEmpty() {
        return batches.get() == 0;
    }

    /** Whether nothing more should be polled. */
    boolean isFull() {
        return batches.get() >= maxBatches || bytes.get() >= maxBytes;
    }

    /** Waits until the batch may be worked on, for that takes as much memory again; one beyond the bound goes alone. */
    void begin(BatchRecord parcel) throws InterruptedException {
        atWork.acquire(share(parcel));
    }

    void end(BatchRecord parcel) {
        atWork.release(share(parcel));
    }

    private int share(BatchRecord parcel) {
        return Math.min(parcel.size(), maxBytes);
    }
}
