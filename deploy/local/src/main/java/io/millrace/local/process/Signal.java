// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.process;

import java.io.IOException;

/** Holds a process where it is, as a machine that is suspended does, and lets it go on; it notices only that time has passed. */
public enum Signal {
    STOP,
    CONT;

    /** Throws {@link IllegalStateException} when there is no such process. */
    public void send(long pid) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name(), Long.toString(pid))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (kill.waitFor() != 0) {
            throw new IllegalStateException("There is no process " + pid + " to send SIG" + name());
        }
    }
}
