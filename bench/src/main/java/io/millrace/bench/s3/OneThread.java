// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.s3;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** A thread that does one thing over and over, each time for a number of events. */
final class OneThread {
    /** The thing. */
    interface Work {
        void once() throws Exception;
    }

    private final Thread thread;
    private final AtomicLong processed = new AtomicLong();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private volatile boolean stopped;

    OneThread(Work work, int events) {
        thread = new Thread(() -> loop(work, events), "loop");
        thread.setDaemon(true);
    }

    private void loop(Work work, int events) {
        try {
            while (!stopped) {
                work.once();
                processed.addAndGet(events);
            }
        } catch (Throwable e) {
            failure.set(e);
        }
    }

    void start() {
        thread.start();
    }

    long processed() {
        if (failure.get() != null) {
            throw new IllegalStateException("The loop failed", failure.get());
        }
        return processed.get();
    }

    /** Ends after what is under way. */
    long stop() throws InterruptedException {
        stopped = true;
        thread.join();
        return processed();
    }
}
