// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes two tasks deliver at the same time: each begins with a batch when the other does. */
final class Meetings {
    private static final long PATIENCE_SECONDS = 1;

    private final Map<String, CountDownLatch> batches = new ConcurrentHashMap<>();
    private final AtomicInteger met = new AtomicInteger();

    /** How often one has waited for the other, and not in vain. */
    int met() {
        return met.get();
    }

    /** The destination of one of the two. */
    Destination of(Destination destination) {
        return batch -> {
            CountDownLatch both = batches.computeIfAbsent(batch.header().batchId(), batchId -> new CountDownLatch(2));
            both.countDown();
            // Of two that let only some of their threads work, each may wait for a batch that waits in the other.
            if (both.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                met.incrementAndGet();
            }
            return destination.deliver(batch);
        };
    }
}
