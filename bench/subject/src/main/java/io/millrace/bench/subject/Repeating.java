// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.subject;

import java.util.concurrent.atomic.AtomicReference;

/** A thread that repeats one step until it is told to stop or the step fails. */
public final class Repeating {
    private final Step step;
    private final Thread thread;
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private volatile boolean goesOn = true;

    /** What is repeated. */
    public interface Step {
        void run() throws Exception;
    }

    public Repeating(String name, Step step) {
        this.step = step;
        this.thread = new Thread(this::repeat, name);
    }

    public void start() {
        thread.start();
    }

    /** Throws when a step has failed. */
    public void check() {
        Exception failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException("The thread " + thread.getName() + " failed", failed);
        }
    }

    /** Waits for the step that runs. What the thread wrote is seen by the caller then. */
    public void stop() throws InterruptedException {
        goesOn = false;
        thread.join();
        check();
    }

    private void repeat() {
        try {
            while (goesOn) {
                step.run();
            }
        } catch (Exception e) {
            failure.set(e);
        }
    }
}
