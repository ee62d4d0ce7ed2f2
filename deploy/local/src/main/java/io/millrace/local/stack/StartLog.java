// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.stack;

import io.millrace.local.process.Server;
import java.util.Collection;
import java.util.Locale;
import java.util.function.Consumer;

/** Tells the user what became ready, and when. */
final class StartLog {
    private final long begin = System.nanoTime();
    private final Collection<Server> started;
    private final Consumer<String> say;

    /** @param started what is worth a line; that others are ready is not news */
    StartLog(Collection<Server> started, Consumer<String> say) {
        this.started = started;
        this.say = say;
    }

    void awaitReady(Server server) {
        server.awaitReady();
        if (started.contains(server)) {
            double seconds = (System.nanoTime() - begin) / 1e9;
            say.accept(String.format(Locale.ROOT, "  %-10s ready after %4.1f s", server.name(), seconds));
        }
    }
}
