// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.runs;

import io.millrace.bench.data.DataSet;
import io.millrace.bench.model.Chart;
import io.millrace.bench.model.Chart.Line;
import io.millrace.bench.model.Chart.Point;
import io.millrace.bench.model.Figure;
import io.millrace.bench.model.Run;
import io.millrace.bench.model.Scenario;
import io.millrace.bench.model.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** From small events, where each call counts, to large ones, where each byte does. Batches close at 8 MB at the latest. */
public final class EventSizeRuns {
    private static final List<Size> SIZES = List.of(
            new Size("-50b", new DataSet(1, 50, 1, 16_000_000)),
            new Size("", DataSet.PLAIN),
            new Size("-1kb", new DataSet(1, 1_000, 1, 2_000_000)),
            new Size("-10kb", new DataSet(1, 10_000, 1, 250_000)));

    private EventSizeRuns() {}

    /** The data set of a size, and what the names of its runs end in. */
    private record Size(String suffix, DataSet data) {
        String batch() {
            return suffix.isEmpty() ? StreamRuns.USUAL : "batch" + suffix;
        }
    }

    public static Scenario eventSize() {
        List<Run> runs = new ArrayList<>();
        for (Size size : SIZES) {
            runs.add(StreamRuns.batch(size.batch(), size.data(), Map.of()));
        }
        runs.add(StreamRuns.batch(
                StreamRuns.USUAL + "-json", DataSet.JSON, Map.of("millrace.pipelines.bench.format", "JSON")));
        return new Scenario(
                "event-size",
                "How do small and large events fare, and those in JSON?",
                runs,
                List.of(),
                List.of(
                        chart("event-size-rate", "Rate by event size", Figure.EVENTS_PER_SECOND),
                        chart("event-size-bytes", "Bytes by event size", Figure.MEGABYTES_PER_SECOND)));
    }

    private static Chart chart(String file, String title, Figure figure) {
        List<Point> batches = new ArrayList<>();
        for (Size size : SIZES) {
            int bytes = size.data().eventBytes();
            batches.add(new Point(bytes, new Term(size.batch(), figure)));
        }
        return new Chart(file, title, "bytes of an event", figure.label(), List.of(new Line("Millrace", batches)));
    }
}
