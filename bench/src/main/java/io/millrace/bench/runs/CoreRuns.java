// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.runs;

import static io.millrace.bench.runs.StreamRuns.USUAL;

import io.millrace.bench.data.DataSet;
import io.millrace.bench.model.Claim;
import io.millrace.bench.model.Figure;
import io.millrace.bench.model.Scenario;
import io.millrace.bench.model.Term;
import io.millrace.bench.pairs.PairRun;
import java.util.List;
import java.util.Map;

/** The usual beside all baselines. */
public final class CoreRuns {
    private static final PairRun LOOP = besideUsual(StreamRuns.loop("loop", DataSet.PLAIN));
    private static final PairRun COUNT = besideUsual(StreamRuns.count("count", DataSet.PLAIN));
    private static final PairRun LIST = besideUsual(StreamRuns.listOf(5_000));
    private static final PairRun CHUNKS = besideUsual(byHand("chunks"));
    private static final PairRun ENTRIES = besideUsual(byHand("entries"));

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
                        byHand("count-tuned"),
                        byHand("copy"),
                        StreamRuns.usual(),
                        StreamRuns.listOf(5_000),
                        byHand("entries"),
                        byHand("chunks"),
                        LOOP,
                        COUNT,
                        LIST,
                        CHUNKS,
                        ENTRIES),
                claims(),
                List.of());
    }

    private static List<Claim> claims() {
        return List.of(
                LOOP.atLeast(0.85, "batching / consume-buffer-produce loop").aimingAt(0.95),
                COUNT.atLeast(1, "batching / Streams pass-through that counts"),
                COUNT.allocatesAtMostTheEventBeyond(
                        "bytes allocated / bytes that the pass-through allocates + the event's"),
                LIST.atLeast(30, "batching / list aggregate, at 5,000 a batch"),
                CHUNKS.atLeast(1, "batching / chunks in stores of the public API"),
                ENTRIES.atLeast(1, "batching / one store entry per event"),
                Claim.atMost(
                        0.3,
                        "bytes of state written / bytes of events, 1 s commit",
                        new Term(USUAL, Figure.CHANGELOG_BYTES_PER_INPUT_BYTE),
                        null));
    }

    private static PairRun besideUsual(JvmRun other) {
        return new PairRun(StreamRuns.usual(), other);
    }

    private static JvmRun byHand(String work) {
        return StreamRuns.streams(work, work, DataSet.PLAIN, Map.of());
    }
}
