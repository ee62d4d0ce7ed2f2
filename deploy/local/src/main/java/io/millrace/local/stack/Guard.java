// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.stack;

import java.util.concurrent.CountDownLatch;

/** While it is open, Ctrl-C and SIGTERM run the given action before the process ends. */
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

    /** For failures that the guard itself has caused: does not return in that case. */
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

    /** Does not return if the guard is acting: the process ends when that is done. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            awaitEnd();
        }
    }
}
