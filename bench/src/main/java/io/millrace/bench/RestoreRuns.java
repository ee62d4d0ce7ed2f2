package io.millrace.bench;

import io.millrace.bench.data.DataSet;
import java.util.List;

/** State comes back from the broker. */
final class RestoreRuns {
    private RestoreRuns() {}

    static Scenario restore() {
        StoredState small = new StoredState("state-64mb", new DataSet(1, 200, 1_000, 300_000));
        StoredState large = new StoredState("state-256mb", new DataSet(1, 200, 4_000, 1_200_000));
        return new Scenario(
                "restore",
                "How long does an application without its folder take to have its state again?",
                List.of(
                        new RestoreRun("restore-64mb", small),
                        new RestoreRun("restore-256mb", large),
                        new StateTopicRun("restore-consumer-256mb", large)),
                List.of(Claim.atLeast(
                        0.5,
                        "restore / raw consumer of the same topic, 256 MB",
                        bytes("restore-256mb"),
                        bytes("restore-consumer-256mb"))),
                List.of());
    }

    private static Term bytes(String run) {
        return new Term(run, Figure.MEGABYTES_PER_SECOND);
    }
}
