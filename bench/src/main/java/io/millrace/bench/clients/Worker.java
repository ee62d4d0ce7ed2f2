package io.millrace.bench.clients;

import java.util.concurrent.atomic.AtomicReference;

/** One thread that works in small steps until it is told to stop, and then once more to bring things to an end. */
final class Worker {
    private final Thread thread;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private volatile boolean stopped;

    /** What a worker does. */
    interface Job {
        void step() throws Exception;

        void end() throws Exception;
    }

    Worker(String name, Job job) {
        thread = new Thread(() -> work(job), name);
    }

    private void work(Job job) {
        try {
            while (!stopped) {
                job.step();
            }
            job.end();
        } catch (Exception | Error e) {
            failure.set(e);
        }
    }

    void start() {
        thread.start();
    }

    /** Throws what stopped the work, if anything did. */
    void check() {
        if (failure.get() != null) {
            throw new IllegalStateException("The work failed", failure.get());
        }
    }

    /** Returns when the end has been brought about. */
    void stop() throws InterruptedException {
        stopped = true;
        thread.join();
        check();
    }
}
