package io.millrace.bench;

import io.millrace.bench.data.DataSet;
import io.millrace.bench.subject.Spec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** How the rate moves with the shape of batches, events, topics and windows. */
final class ShapeRuns {
    private static final int[] BATCHES = {100, 1_000, 5_000, 10_000, 20_000};
    private static final int[] LISTS = {100, 1_000, 5_000};
    private static final int[] EVENT_BYTES = {50, 200, 1_000, 10_000};
    private static final int[] PARTITIONS = {1, 4, 16, 64};
    private static final int[] WINDOWS = {1, 100, 10_000, 50_000};
    private static final long EVENTS = 5_000_000;
    private static final String RATE = "events/s";

    private ShapeRuns() {}

    static Scenario batchSize() {
        List<Run> runs = new ArrayList<>(runs(BATCHES, ShapeRuns::batchOf));
        runs.addAll(runs(LISTS, ShapeRuns::listOf));
        return new Scenario(
                "batch-size",
                "Does a bigger batch cost more per event?",
                runs,
                List.of(Claim.atLeast(
                        0.9, "10,000 a batch / 100 a batch", CoreRuns.rate("batch-10000"), CoreRuns.rate("batch-100"))),
                List.of(new Chart(
                        "batch-size",
                        "Events a second by events a batch",
                        "events a batch",
                        RATE,
                        List.of(line("Millrace", "batch-", BATCHES), line("list aggregate", "list-", LISTS)))));
    }

    private static Run batchOf(int events) {
        return Runs.batch("batch-" + events, DataSet.PLAIN, batchEvents(events));
    }

    private static Run listOf(int events) {
        return Runs.streams("list-" + events, "list", DataSet.PLAIN, batchEvents(events));
    }

    private static Map<String, String> batchEvents(int events) {
        return Map.of(Spec.BATCH_EVENTS, Integer.toString(events));
    }

    static Scenario eventSize() {
        List<Run> runs = new ArrayList<>();
        for (int bytes : EVENT_BYTES) {
            DataSet data = ofSize(bytes);
            runs.add(Runs.batch("batch-bytes-" + bytes, data, Map.of()));
            runs.add(Runs.loop("loop-bytes-" + bytes, data));
        }
        return new Scenario(
                "event-size",
                "How does the rate move with the size of events?",
                runs,
                List.of(),
                List.of(new Chart(
                        "event-size",
                        "Megabytes a second by bytes an event",
                        "bytes an event",
                        "MB/s",
                        List.of(
                                line("Millrace", "batch-bytes-", EVENT_BYTES, Figure.MEGABYTES_PER_SECOND),
                                line("loop", "loop-bytes-", EVENT_BYTES, Figure.MEGABYTES_PER_SECOND)))));
    }

    /** As many as a fast run gets through in its time. */
    private static DataSet ofSize(int bytes) {
        return bytes == DataSet.PLAIN.eventBytes()
                ? DataSet.PLAIN
                : new DataSet(1, bytes, 1, Math.min(8_000_000, 2_500_000_000L / bytes));
    }

    static Scenario partitions() {
        return new Scenario(
                "partitions",
                "Do many partitions on one thread cost?",
                runs(PARTITIONS, ShapeRuns::partitionsOf),
                List.of(Claim.atLeast(
                        0.7, "64 partitions / 1", CoreRuns.rate("partitions-64"), CoreRuns.rate("partitions-1"))),
                List.of(new Chart(
                        "partitions",
                        "Events a second by partitions",
                        "partitions",
                        RATE,
                        List.of(line("Millrace, one thread", "partitions-", PARTITIONS)))));
    }

    private static Run partitionsOf(int count) {
        return Runs.batch("partitions-" + count, spread(count), Map.of());
    }

    private static DataSet spread(int partitions) {
        return partitions == 1 ? DataSet.PLAIN : new DataSet(partitions, 200, 1, EVENTS);
    }

    static Scenario threads() {
        return new Scenario(
                "threads",
                "What does a second stream thread bring?",
                List.of(partitionsOf(4), Runs.batch("threads-2", spread(4), Map.of(Spec.THREADS, "2"))),
                List.of(),
                List.of());
    }

    static Scenario openBatches() {
        return new Scenario(
                "open-batches",
                "Do many open batches cost?",
                runs(WINDOWS, ShapeRuns::openBatchesOf),
                List.of(Claim.atLeast(
                        0.7, "50,000 open batches / 1", CoreRuns.rate("open-50000"), CoreRuns.rate("open-1"))),
                List.of(new Chart(
                        "open-batches",
                        "Events a second by open batches, 100 events a batch",
                        "open batches",
                        RATE,
                        List.of(line("Millrace", "open-", WINDOWS)))));
    }

    /** The events take turns in so many windows, and no batch closes before it is full. */
    private static Run openBatchesOf(int windows) {
        DataSet data = windows == 1 ? DataSet.PLAIN : new DataSet(1, 200, windows, EVENTS);
        return Runs.batch(
                "open-" + windows,
                data,
                Map.of(
                        Spec.BATCH_EVENTS,
                        "100",
                        "millrace.pipelines.bench.window.ms",
                        Long.toString(windows == 1 ? 3_600_000 : DataSet.WINDOW_MS),
                        "millrace.pipelines.bench.grace.ms",
                        Long.toString(windows * DataSet.WINDOW_MS + 3_600_000),
                        "millrace.pipelines.bench.max.age.ms",
                        "600000"));
    }

    private static List<Run> runs(int[] values, IntFunction<Run> made) {
        return IntStream.of(values).mapToObj(made).toList();
    }

    private static Chart.Line line(String label, String prefix, int[] values) {
        return line(label, prefix, values, Figure.EVENTS_PER_SECOND);
    }

    private static Chart.Line line(String label, String prefix, int[] values, Figure figure) {
        return new Chart.Line(
                label,
                IntStream.of(values)
                        .mapToObj(value -> new Chart.Point(value, new Term(prefix + value, figure)))
                        .toList());
    }
}
