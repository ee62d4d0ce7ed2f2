// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.flink;

import java.util.concurrent.atomic.LongAdder;

/** What the job has done. Flink works on copies of what a job is made of, so they find this by its class. */
final class Progress {
    private static final LongAdder EVENTS = new LongAdder();
    private static final LongAdder BATCHED = new LongAdder();

    private Progress() {}

    /** An event came to its window. */
    static void event() {
        EVENTS.increment();
    }

    /** A batch of so many events left its window. */
    static void batch(long events) {
        BATCHED.add(events);
    }

    static long events() {
        return EVENTS.sum();
    }

    static long batched() {
        return BATCHED.sum();
    }
}
