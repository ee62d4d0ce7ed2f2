// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** Makes two tasks deliver at the same time: each begins with a batch when the other does. */
final class Meetings {
    private final Map<String, CountDownLatch> batches = new ConcurrentHashMap<>();

    /** The destination of one of the two. */
    Destination of(Destination destination) {
        return batch -> {
            CountDownLatch both = batches.computeIfAbsent(batch.header().batchId(), batchId -> new CountDownLatch(2));
            both.countDown();
            both.await();
            return destination.deliver(batch);
        };
    }
}
