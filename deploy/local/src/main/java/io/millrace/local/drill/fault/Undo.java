// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.drill.fault;

import io.millrace.local.process.Server;
import java.io.IOException;

/** The part of a repair that is no command of ours: the end of the cause. */
public interface Undo {
    /** When a command repairs everything. */
    Undo NOTHING = () -> {};

    /** Stops the stream processes: a pipeline that has stopped begins again with its process only. To start them is up to a command. */
    static Undo endingStreams(Scene scene) {
        return () -> scene.deployment().instances().parallelStream().forEach(Server::close);
    }

    /** Does it once. */
    void run() throws IOException;
}
