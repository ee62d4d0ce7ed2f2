// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.runs;

import static io.millrace.bench.runs.StreamRuns.USUAL;
import static io.millrace.bench.runs.StreamRuns.rate;

import io.millrace.bench.data.DataSet;
import io.millrace.bench.model.Claim;
import io.millrace.bench.model.Figure;
import io.millrace.bench.model.Scenario;
import io.millrace.bench.model.Term;
import java.util.List;
import java.util.Map;

/** The usual beside all baselines. */
public final class CoreRuns {
    /** The pass-through under Millrace's own settings of Streams and its clients. */
    private static final String TUNED = "count-tuned";

    private CoreRuns() {}

    public static Scenario core() {
        return new Scenario(
                "core",
                "What does batching cost beside the least that Kafka's clients and Streams need, and beside what people "
                        + "write by hand?",
                List.of(
                        StreamRuns.producer(),
                        StreamRuns.consumer(),
                        StreamRuns.loop("loop", DataSet.PLAIN),
                        StreamRuns.validate(),
                        StreamRuns.count("count", DataSet.PLAIN),
                        StreamRuns.streams(TUNED, "count-tuned", DataSet.PLAIN, Map.of()),
                        StreamRuns.streams("copy", "copy", DataSet.PLAIN, Map.of()),
                        StreamRuns.usual(),
                        StreamRuns.listOf(5_000),
                        StreamRuns.streams("entries", "entries", DataSet.PLAIN, Map.of()),
                        StreamRuns.streams("chunks", "chunks", DataSet.PLAIN, Map.of())),
                claims(),
                List.of());
    }

    private static List<Claim> claims() {
        Term usual = rate(USUAL);
        return List.of(
                Claim.atLeast(0.60, "batching / Streams pass-through that counts", usual, rate("count"))
                        .aimingAt(0.75),
                Claim.atLeast(0.60, "batching / the same with Millrace's settings", usual, rate(TUNED))
                        .aimingAt(0.75),
                Claim.atLeast(0.60, "batching / Streams pass-through that copies", usual, rate("copy"))
                        .aimingAt(0.75),
                Claim.atLeast(
                                0.60,
                                "batching / consume-buffer-produce loop, per CPU second",
                                perCpuSecond(USUAL),
                                perCpuSecond("loop"))
                        .aimingAt(0.80),
                Claim.atLeast(30, "batching / list aggregate, at 5,000 a batch", usual, rate("list-5000")),
                Claim.atLeast(1, "batching / chunks in stores of the public API", usual, rate("chunks")),
                Claim.atLeast(1, "batching / one store entry per event", usual, rate("entries")),
                Claim.atMost(
                        3,
                        "bytes allocated beyond the pass-through / bytes of the event",
                        new Term(USUAL, Figure.ALLOCATED_BYTES_PER_EVENT, TUNED),
                        new Term(USUAL, Figure.EVENT_BYTES)),
                Claim.atMost(
                        0.3,
                        "bytes of state written / bytes of events, 1 s commit",
                        new Term(USUAL, Figure.CHANGELOG_BYTES_PER_INPUT_BYTE),
                        null));
    }

    static Term perCpuSecond(String run) {
        return new Term(run, Figure.EVENTS_PER_CPU_SECOND);
    }
}
