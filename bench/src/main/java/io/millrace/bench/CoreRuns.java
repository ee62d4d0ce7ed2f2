package io.millrace.bench;

import io.millrace.bench.data.DataSet;
import java.util.List;
import java.util.Map;

/** Millrace beside what the machine can do and what people write by hand. */
final class CoreRuns {
    static final String BATCH = "batch-5000";
    static final String COUNT = "count";
    static final String COPY = "copy";
    static final String LOOP = "loop";
    static final String LIST = "list-5000";
    private static final String COUNT_TUNED = "count-tuned";
    private static final String ENTRIES = "entries";
    private static final String CHUNKS = "chunks";

    private CoreRuns() {}

    static Run batch() {
        return Runs.batch(BATCH, DataSet.PLAIN, Map.of());
    }

    static Run count() {
        return Runs.streams(COUNT, "count", DataSet.PLAIN, Map.of());
    }

    static Run loop() {
        return Runs.loop(LOOP, DataSet.PLAIN);
    }

    static Run list() {
        return Runs.streams(LIST, "list", DataSet.PLAIN, Map.of());
    }

    static Scenario scenario() {
        return new Scenario(
                "core",
                "What does batching cost beside the machine, a pass-through, and what people write by hand?",
                List.of(
                        Runs.producer("producer", DataSet.PLAIN),
                        Runs.consumer("consumer", DataSet.PLAIN),
                        loop(),
                        Runs.validation("validate", DataSet.PLAIN),
                        count(),
                        Runs.streams(COUNT_TUNED, "count-tuned", DataSet.PLAIN, Map.of()),
                        Runs.streams(COPY, "copy", DataSet.PLAIN, Map.of()),
                        batch(),
                        Runs.streams(CHUNKS, "chunks", DataSet.PLAIN, Map.of()),
                        Runs.streams(ENTRIES, "entries", DataSet.PLAIN, Map.of()),
                        list()),
                claims(),
                List.of());
    }

    private static List<Claim> claims() {
        return List.of(
                Claim.atLeast(0.60, "batching / Streams pass-through that counts", rate(BATCH), rate(COUNT))
                        .aimingAt(0.75),
                Claim.atLeast(
                                0.60,
                                "batching / the same with Millrace's client settings",
                                rate(BATCH),
                                rate(COUNT_TUNED))
                        .aimingAt(0.75),
                Claim.atLeast(0.60, "batching / Streams pass-through that copies", rate(BATCH), rate(COPY))
                        .aimingAt(0.75),
                Claim.atLeast(
                                0.60,
                                "per CPU-second: batching / consume-buffer-produce loop",
                                perCpu(BATCH),
                                perCpu(LOOP))
                        .aimingAt(0.80),
                Claim.atLeast(30, "batching / list aggregate, 5,000 a batch", rate(BATCH), rate(LIST)),
                Claim.atLeast(1, "batching / chunk store of public interfaces", rate(BATCH), rate(CHUNKS)),
                Claim.atLeast(1, "batching / one store entry per event", rate(BATCH), rate(ENTRIES)),
                Claim.atMost(
                        0.3,
                        "changelog bytes / input bytes, a commit a second",
                        new Term(BATCH, Figure.CHANGELOG_BYTES_PER_INPUT_BYTE),
                        null),
                Claim.atMost(
                        3,
                        "bytes allocated beyond the pass-through / bytes of the event",
                        new Term(BATCH, Figure.ALLOCATED_BYTES_PER_EVENT, COUNT_TUNED),
                        new Term(BATCH, Figure.EVENT_BYTES)));
    }

    static Term rate(String run) {
        return new Term(run, Figure.EVENTS_PER_SECOND);
    }

    static Term perCpu(String run) {
        return new Term(run, Figure.EVENTS_PER_CPU_SECOND);
    }
}
