// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.latency;

import io.millrace.bench.model.Scenario;
import java.util.List;

/** How soon a process works. */
public final class StartRuns {
    private StartRuns() {}

    public static Scenario start() {
        return new Scenario(
                "start",
                "How long is it from the start of a stream process to its first batch, and how soon are batches quick?",
                List.of(new StartRun("start-first-batch"), new YoungRun("start-latency")),
                List.of(),
                List.of());
    }
}
