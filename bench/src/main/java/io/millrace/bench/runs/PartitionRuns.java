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

/** Many partitions for one thread, and threads for a few. */
public final class PartitionRuns {
    private static final DataSet FOUR = new DataSet(4, 200, 1, 12_000_000);
    private static final DataSet SIXTEEN = new DataSet(16, 200, 1, 6_000_000);
    private static final DataSet SIXTY_FOUR = new DataSet(64, 200, 1, 12_000_000);

    private static final PairRun MANY_BESIDE_FEW = new PairRun(sixtyFour(), four());

    private PartitionRuns() {}

    public static Scenario partitions() {
        return new Scenario(
                "partitions",
                "What does it cost when one thread has many partitions?",
                List.of(
                        StreamRuns.usual(),
                        four(),
                        StreamRuns.batch("batch-16p", SIXTEEN, Map.of()),
                        sixtyFour(),
                        StreamRuns.count("count", DataSet.PLAIN),
                        StreamRuns.count("count-64p", SIXTY_FOUR),
                        MANY_BESIDE_FEW),
                List.of(MANY_BESIDE_FEW
                        .atLeast(0.85, "64 partitions / 4 partitions")
                        .knownAsMissed(
                                "at each commit all open batches are stored, which are half-full ones of 64 partitions"
                                        + " instead of 4")),
                List.of(new Chart("partitions", "Rate by partitions, one thread", "partitions", "events/s", lines())));
    }

    private static List<Line> lines() {
        return List.of(
                new Line(
                        "Millrace",
                        List.of(
                                new Point(1, rate(USUAL)),
                                new Point(4, rate("batch-4p")),
                                new Point(16, rate("batch-16p")),
                                new Point(64, rate("batch-64p")))),
                new Line(
                        "Streams pass-through",
                        List.of(new Point(1, rate("count")), new Point(64, rate("count-64p")))));
    }

    public static Scenario threads() {
        return new Scenario(
                "threads",
                "Does a second stream thread help, beside a broker on the same processors?",
                List.of(four(), StreamRuns.batch("batch-4p-2t", FOUR, Map.of(Spec.THREADS, "2"))),
                List.of(),
                List.of());
    }

    private static JvmRun sixtyFour() {
        return StreamRuns.batch("batch-64p", SIXTY_FOUR, Map.of());
    }

    private static JvmRun four() {
        return StreamRuns.batch("batch-4p", FOUR, Map.of());
    }
}
