// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** The batches that a task has polled and not finished, and the limits on their number and bytes. Thread-safe. */
final class InFlight {
    private final int maxBatches;
    private final int maxBytes;
    private final AtomicInteger batches = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final Semaphore bytesAtWork;

    InFlight(int maxBatches, int maxBytes) {
        this.maxBatches = maxBatches;
        this.maxBytes = maxBytes;
        this.bytesAtWork = new Semaphore(maxBytes, true);
    }

    /** Counts a batch in, beyond the limits too: what has been polled is in memory anyway. */
    void add(BatchRecord batchRecord) {
        batches.incrementAndGet();
        bytes.addAndGet(batchRecord.size());
    }

    void remove(BatchRecord batchRecord) {
        batches.decrementAndGet();
        bytes.addAndGet(-batchRecord.size());
    }

    boolean isEmpty() {
        return batches.get() == 0;
    }

    /** Whether to poll nothing more for now. */
    boolean isFull() {
        return batches.get() >= maxBatches || bytes.get() >= maxBytes;
    }

    /**
     * Waits until the batch may be worked on, since that takes about as much memory again; a batch larger than the limit is
     * worked on alone.
     */
    void beginWork(BatchRecord batchRecord) throws InterruptedException {
        bytesAtWork.acquire(permits(batchRecord));
    }

    void endWork(BatchRecord batchRecord) {
        bytesAtWork.release(permits(batchRecord));
    }

    private int permits(BatchRecord batchRecord) {
        return Math.min(batchRecord.size(), maxBytes);
    }
}
