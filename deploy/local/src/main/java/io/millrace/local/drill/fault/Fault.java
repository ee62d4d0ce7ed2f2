// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.drill.fault;

import io.millrace.local.process.Server;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;

/** What goes wrong. */
public interface Fault {
    /** Returns when it has gone wrong, with what somebody outside has to do about it. */
    Undo in(Scene scene) throws IOException;

    /** SIGKILL; to start them again is up to a command. */
    static Fault kill(Function<Scene, List<? extends Server>> servers) {
        return scene -> {
            servers.apply(scene).forEach(Server::kill);
            return Undo.NOTHING;
        };
    }
}
