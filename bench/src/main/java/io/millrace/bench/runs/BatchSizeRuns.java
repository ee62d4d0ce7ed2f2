// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.runs;

import static io.millrace.bench.runs.StreamRuns.rate;

import io.millrace.bench.model.Chart;
import io.millrace.bench.model.Chart.Line;
import io.millrace.bench.model.Chart.Point;
import io.millrace.bench.model.Run;
import io.millrace.bench.model.Scenario;
import io.millrace.bench.pairs.PairRun;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** From small batches to large ones: a cost that grows with the batch shows here. */
public final class BatchSizeRuns {
    private static final int[] OURS = {100, 1_000, 5_000, 10_000, 20_000};

    /** At 10,000 a list grows by 8 GB a second of work: a few batches would not fit the time. */
    private static final int[] LISTS = {1_000, 5_000};

    private BatchSizeRuns() {}

    public static Scenario batchSize() {
        PairRun largeBesideSmall = new PairRun(StreamRuns.batchOf(10_000), StreamRuns.batchOf(100));
        List<Run> runs = Stream.<Stream<? extends Run>>of(
                        IntStream.of(OURS).mapToObj(StreamRuns::batchOf),
                        IntStream.of(LISTS).mapToObj(StreamRuns::listOf),
                        Stream.of(largeBesideSmall))
                .<Run>flatMap(some -> some)
                .toList();
        return new Scenario(
                "batch-size",
                "Does an event cost more in a large batch than in a small one?",
                runs,
                List.of(largeBesideSmall.atLeast(0.9, "10,000 events a batch / 100 a batch")),
                List.of(new Chart(
                        "batch-size",
                        "Rate by batch size",
                        "events a batch",
                        "events/s",
                        List.of(line("Millrace", "batch-", OURS), line("list aggregate", "list-", LISTS)))));
    }

    private static Line line(String label, String prefix, int[] sizes) {
        return new Line(
                label,
                IntStream.of(sizes)
                        .mapToObj(size -> new Point(size, rate(prefix + size)))
                        .toList());
    }
}
