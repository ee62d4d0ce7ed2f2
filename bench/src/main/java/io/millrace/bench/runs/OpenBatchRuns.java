// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.runs;

import static io.millrace.bench.runs.StreamRuns.rate;

import io.millrace.bench.data.DataSet;
import io.millrace.bench.model.Chart;
import io.millrace.bench.model.Chart.Line;
import io.millrace.bench.model.Chart.Point;
import io.millrace.bench.model.Run;
import io.millrace.bench.model.Scenario;
import io.millrace.bench.pairs.PairRun;
import io.millrace.bench.subject.Spec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One batch that fills, or thousands side by side that take turns, each with its window. */
public final class OpenBatchRuns {
    private static final long EVENTS = 3_500_000;

    /**
     * Small, so that the batches of 50,000 windows, which all fill at the same pace, come full several times while the clock
     * runs; the same for all, so that nothing but the number of open batches differs.
     */
    private static final String BATCH_EVENTS = "20";

    private static final int MANY = 10_000;
    private static final int MOST = 50_000;

    private OpenBatchRuns() {}

    public static Scenario openBatches() {
        JvmRun one = StreamRuns.batch("open-1", DataSet.PLAIN, Map.of(Spec.BATCH_EVENTS, BATCH_EVENTS));
        JvmRun most = open(MOST);
        PairRun mostBesideOne = new PairRun(most, one);
        List<Run> runs = List.of(one, open(MANY), most, mostBesideOne);
        List<Point> points = List.of(
                new Point(1, rate("open-1")),
                new Point(MANY, rate("open-" + MANY)),
                new Point(MOST, rate("open-" + MOST)));
        return new Scenario(
                "open-batches",
                "What does it cost when many batches are open at once?",
                runs,
                List.of(mostBesideOne
                        .atLeast(0.6, "50,000 open batches / 1")
                        .aimingAt(0.8)
                        .knownAsMissed(
                                "an event of a batch that no cache holds waits for memory: for its batch, for the end of"
                                        + " its buffer, and again when a drain copies two or three events of each")),
                List.of(new Chart(
                        "open-batches",
                        "Rate by open batches, 20 events each",
                        "open batches",
                        "events/s",
                        List.of(new Line("Millrace", points)))));
    }

    private static JvmRun open(int windows) {
        Map<String, String> settings = new HashMap<>(neverClosing());
        settings.put(Spec.BATCH_EVENTS, BATCH_EVENTS);
        return StreamRuns.batch("open-" + windows, new DataSet(1, 200, windows, EVENTS), settings);
    }

    /** Settings under which neither time nor age closes a batch of a data set whose windows take turns. */
    static Map<String, String> neverClosing() {
        return Map.of(
                "millrace.pipelines.bench.window.ms", Long.toString(DataSet.WINDOW_MS),
                "millrace.pipelines.bench.grace.ms", "100000000",
                "millrace.pipelines.bench.max.age.ms", "86400000");
    }
}
