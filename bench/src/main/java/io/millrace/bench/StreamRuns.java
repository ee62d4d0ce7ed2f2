package io.millrace.bench;

import io.millrace.bench.data.DataSet;
import io.millrace.bench.streams.StreamsSubject;
import io.millrace.bench.subject.Spec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs of Streams topologies, named after what differs from the usual. */
final class StreamRuns {
    private StreamRuns() {}

    static Scenario core() {
        Run batch = batch("batch-5000", DataSet.PLAIN, Map.of());
        Run count = streams("count", "count", DataSet.PLAIN, Map.of());
        Run copy = streams("copy", "copy", DataSet.PLAIN, Map.of());
        return new Scenario(
                "core",
                "What does batching cost beside a pass-through?",
                List.of(count, copy, batch),
                List.of(Claim.atLeast(
                                0.60,
                                "batching / Streams pass-through",
                                new Term("batch-5000", Figure.EVENTS_PER_SECOND),
                                new Term("count", Figure.EVENTS_PER_SECOND))
                        .aimingAt(0.75)),
                List.of());
    }

    /** Millrace; {@code with} overrides the 5,000 events of a batch, the guarantee and so on. */
    static Run batch(String name, DataSet data, Map<String, String> with) {
        return streams(name, "millrace", data, with);
    }

    static Run streams(String name, String work, DataSet data, Map<String, String> with) {
        Map<String, String> settings = new HashMap<>(Map.of("work", work, Spec.BATCH_EVENTS, "5000"));
        settings.putAll(with);
        return new JvmRun(name, ClassPaths.ours(), StreamsSubject.class.getName(), data, settings);
    }
}
