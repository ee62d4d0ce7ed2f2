// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.process;

import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * The main class an attached server is started through: argument 1 is the server's own main class, the rest are that one's
 * arguments. It halts the JVM as soon as the parent named by {@value #PARENT} is gone, however it died, so that nothing outlives a
 * demo or a test. It is on the class path of every server and therefore uses nothing but the JDK.
 */
public final class ParentWatchdog {

    /** The system property with the parent's process id. */
    public static final String PARENT = "millrace.tether.pid";

    private static final long POLL_MILLIS = 500;
    private static final int PARENT_GONE = 75;

    private ParentWatchdog() {}

    public static void main(String[] args) throws Throwable {
        watch(Long.getLong(PARENT));
        try {
            Class.forName(args[0]).getMethod("main", String[].class).invoke(null, (Object)
                    Arrays.copyOfRange(args, 1, args.length));
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** A dead parent that nobody has reaped still looks alive; that our parent has changed is visible at once, and no pid is mistaken. */
    private static void watch(long parent) {
        Thread watcher = new Thread(
                () -> {
                    while (ProcessHandle.current()
                            .parent()
                            .filter(p -> p.pid() == parent)
                            .isPresent()) {
                        pause();
                    }
                    Runtime.getRuntime().halt(PARENT_GONE);
                },
                "tether");
        watcher.setDaemon(true);
        watcher.start();
    }

    @SuppressWarnings("ThreadSleepMillis")
    private static void pause() {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            // Nobody has a reason to interrupt the tether; looking once too often is all that happens.
        }
    }
}
