// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.runs;

import io.millrace.bench.data.DataSet;
import io.millrace.bench.model.Scenario;
import io.millrace.bench.pairs.PairRun;
import java.util.List;

/** State comes back from the broker. */
public final class RestoreRuns {
    private RestoreRuns() {}

    public static Scenario restore() {
        RestoredState small = new RestoredState("state-64mb", new DataSet(1, 200, 1_000, 300_000));
        RestoredState large = new RestoredState("state-256mb", new DataSet(1, 200, 4_000, 1_200_000));
        RestoreRun restore = new RestoreRun("restore-256mb", large);
        StateTopicRun consumer = new StateTopicRun("restore-consumer-256mb", large);
        PairRun besideConsumer = new PairRun(restore, consumer);
        return new Scenario(
                "restore",
                "How long does an application without its folder take to have its state again?",
                List.of(new RestoreRun("restore-64mb", small), restore, consumer, besideConsumer),
                List.of(besideConsumer.atLeast(0.9, "restore / raw consumer of the same topic, 256 MB")),
                List.of());
    }
}
