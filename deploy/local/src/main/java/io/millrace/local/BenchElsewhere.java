// SPDX-License-Identifier: Apache-2.0
package io.millrace.local;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Puts {@code bench} on the list of commands: the launcher runs it from a module that depends on this one. */
@Command(
        name = "bench",
        description = "Measures Millrace against baselines and peers, in the same run on the same broker.")
final class BenchElsewhere implements Callable<Integer> {
    @Override
    public Integer call() {
        throw new IllegalStateException("Only the launcher, ./millrace, runs bench.");
    }
}
