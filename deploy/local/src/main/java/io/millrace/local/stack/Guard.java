// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.stack;

import java.util.concurrent.CountDownLatch;

/** While it is open, Ctrl-C and SIGTERM do what it was given before the process ends. */
public final class Guard implements AutoCloseable {
    private final Thread hook;
    private volatile boolean triggered;

    public Guard(Runnable action) {
        hook = new Thread(
                () -> {
                    triggered = true;
                    action.run();
                },
                "guard");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** For what fails because the guard pulled the ground from under it: does not return if that was so. */
    public void awaitEndIfTriggered() {
        if (triggered) {
            awaitEnd();
        }
    }

    private static void awaitEnd() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Does not return if the guard is at work: the process ends when that is done. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            awaitEnd();
        }
    }
}
