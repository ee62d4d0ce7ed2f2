package io.millrace.bench;

import io.millrace.bench.data.DataSet;
import io.millrace.bench.subject.Spec;
import java.util.List;
import java.util.Map;

/** At least once and exactly once, at commits of 100 ms, 1 s and 10 s. */
final class GuaranteeRuns {
    static final String EXACTLY_ONCE = "batch-5000-eos";
    private static final String[] AT_LEAST = {"batch-5000-100ms", CoreRuns.BATCH, "batch-5000-10s"};
    private static final String[] EXACTLY = {"batch-5000-eos-100ms", EXACTLY_ONCE, "batch-5000-eos-10s"};
    private static final int[] COMMIT_MS = {100, 1_000, 10_000};

    private GuaranteeRuns() {}

    static Run exactlyOnce() {
        return run(EXACTLY_ONCE, "exactly_once_v2", 1_000);
    }

    static Scenario scenario() {
        return new Scenario(
                "guarantee",
                "What does exactly once cost, and a shorter commit?",
                List.of(
                        run(AT_LEAST[0], "at_least_once", COMMIT_MS[0]),
                        CoreRuns.batch(),
                        run(AT_LEAST[2], "at_least_once", COMMIT_MS[2]),
                        run(EXACTLY[0], "exactly_once_v2", COMMIT_MS[0]),
                        exactlyOnce(),
                        run(EXACTLY[2], "exactly_once_v2", COMMIT_MS[2])),
                List.of(
                        Claim.atLeast(
                                0.90,
                                "exactly once / at least once, a commit a second",
                                CoreRuns.rate(EXACTLY_ONCE),
                                CoreRuns.rate(CoreRuns.BATCH)),
                        Claim.atLeast(
                                0.65,
                                "exactly once at 100 ms / at least once at 1 s",
                                CoreRuns.rate(EXACTLY[0]),
                                CoreRuns.rate(CoreRuns.BATCH))),
                List.of(new Chart(
                        "guarantee",
                        "Events a second by commit interval",
                        "ms between commits",
                        "events/s",
                        List.of(line("at least once", AT_LEAST), line("exactly once", EXACTLY)))));
    }

    private static Run run(String name, String guarantee, int commitMs) {
        return Runs.batch(
                name, DataSet.PLAIN, Map.of(Spec.GUARANTEE, guarantee, Spec.COMMIT_MS, Integer.toString(commitMs)));
    }

    private static Chart.Line line(String label, String[] runs) {
        return new Chart.Line(
                label,
                List.of(
                        new Chart.Point(COMMIT_MS[0], CoreRuns.rate(runs[0])),
                        new Chart.Point(COMMIT_MS[1], CoreRuns.rate(runs[1])),
                        new Chart.Point(COMMIT_MS[2], CoreRuns.rate(runs[2]))));
    }
}
