// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.latency;

import io.millrace.bench.model.Claim;
import io.millrace.bench.model.Figure;
import io.millrace.bench.model.Scenario;
import io.millrace.bench.model.Term;
import java.util.List;

/** How soon a process works. */
public final class StartRuns {
    private static final String FIRST_BATCH = "start-first-batch";
    private static final String LATENCY = "start-latency";

    private StartRuns() {}

    public static Scenario start() {
        return new Scenario(
                "start",
                "How long is it from the start of a stream process to its first batch, and how soon are batches quick?",
                List.of(new StartRun(FIRST_BATCH), new YoungRun(LATENCY)),
                List.of(
                        Claim.atMost(
                                3, "seconds from start to first batch", new Term(FIRST_BATCH, Figure.SECONDS), null),
                        soon(8, "median of the latency from the third second on, ms", Figure.LATENCY_P50_MS),
                        soon(20, "99th percentile of that, ms", Figure.LATENCY_P99_MS)),
                List.of());
    }

    private static Claim soon(double ms, String says, Figure figure) {
        return Claim.atMost(ms, says, new Term(LATENCY, figure), null)
                .knownAsMissed(
                        "half a second after its first batch the JVM still compiles all that an event goes through,"
                                + " on processors that it shares with broker and clients");
    }
}
