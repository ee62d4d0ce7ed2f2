// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.bed;

import java.io.IOException;

/** Stops a process so that it uses nothing, and lets it go on where it was; it notices only that time has passed. */
public enum Signal {
    STOP,
    CONT;

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
