// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.runs;

import static io.millrace.bench.runs.StreamRuns.USUAL;
import static io.millrace.bench.runs.StreamRuns.rate;

import io.millrace.bench.data.DataSet;
import io.millrace.bench.model.Chart;
import io.millrace.bench.model.Chart.Line;
import io.millrace.bench.model.Chart.Point;
import io.millrace.bench.model.Scenario;
import io.millrace.bench.pairs.PairRun;
import io.millrace.bench.subject.Spec;
import java.util.List;
import java.util.Map;

/** Both guarantees, from short commit intervals to long ones. */
public final class GuaranteeRuns {
    private static final String EOS = USUAL + "-eos";

    private GuaranteeRuns() {}

    /** The usual, but exactly once. */
    static JvmRun exactlyOnce() {
        return exactlyOnce(EOS, 1_000);
    }

    public static Scenario guarantee() {
        PairRun exactlyBesideAtLeastOnce = new PairRun(exactlyOnce(), StreamRuns.usual());
        return new Scenario(
                "guarantee",
                "What does exactly-once cost, and what a short commit interval?",
                List.of(
                        atLeastOnce(USUAL + "-100ms", 100),
                        StreamRuns.usual(),
                        atLeastOnce(USUAL + "-10s", 10_000),
                        exactlyOnce(EOS + "-100ms", 100),
                        exactlyOnce(),
                        exactlyOnce(EOS + "-10s", 10_000),
                        exactlyBesideAtLeastOnce),
                List.of(exactlyBesideAtLeastOnce.atLeast(0.95, "exactly-once / at-least-once, 1 s commit")),
                List.of(new Chart(
                        "guarantee",
                        "Rate by commit interval",
                        "commit interval, ms",
                        "events/s",
                        List.of(line("at least once", USUAL), line("exactly once", EOS)))));
    }

    private static Line line(String label, String run) {
        return new Line(
                label,
                List.of(
                        new Point(100, rate(run + "-100ms")),
                        new Point(1_000, rate(run)),
                        new Point(10_000, rate(run + "-10s"))));
    }

    private static JvmRun atLeastOnce(String name, int commitMs) {
        return StreamRuns.batch(name, DataSet.PLAIN, Map.of(Spec.COMMIT_MS, Integer.toString(commitMs)));
    }

    private static JvmRun exactlyOnce(String name, int commitMs) {
        return StreamRuns.batch(
                name,
                DataSet.PLAIN,
                Map.of(Spec.COMMIT_MS, Integer.toString(commitMs), Spec.GUARANTEE, StreamRuns.EXACTLY_ONCE));
    }
}
