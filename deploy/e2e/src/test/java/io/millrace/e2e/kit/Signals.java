// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e.kit;

import io.millrace.local.process.Server;
import io.millrace.local.process.Signal;
import java.io.IOException;

/** {@link Signal} to servers; one that is gone already is left alone. */
public final class Signals {
    private Signals() {}

    /** Until this JVM ends at the latest: what stands still cannot see that its parent is gone. */
    public static void stop(Server server) {
        send(Signal.STOP, server);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> send(Signal.CONT, server)));
    }

    public static void goOn(Server server) {
        send(Signal.CONT, server);
    }

    private static void send(Signal signal, Server server) {
        server.pid().ifPresent(pid -> {
            try {
                signal.send(pid);
            } catch (IOException e) {
                throw new IllegalStateException("Cannot send " + signal + " to " + server.name(), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
