// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e.kit;

import io.millrace.local.process.Server;
import java.io.IOException;

/** Holds a process where it is, as a machine that is suspended does, and lets it go on. */
public final class Signals {
    private Signals() {}

    /** Until this JVM ends at the latest: what stands still cannot see that its parent is gone. */
    public static void stop(Server server) {
        send("STOP", server);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> send("CONT", server)));
    }

    public static void goOn(Server server) {
        send("CONT", server);
    }

    /** One that is gone already is left alone. */
    private static void send(String signal, Server server) {
        server.pid().ifPresent(pid -> {
            try {
                new ProcessBuilder("kill", '-' + signal, Long.toString(pid))
                        .redirectErrorStream(true)
                        .start()
                        .waitFor();
            } catch (IOException e) {
                throw new IllegalStateException("Cannot send " + signal + " to " + server.name(), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
