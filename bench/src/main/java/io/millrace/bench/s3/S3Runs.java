// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.s3;

import io.millrace.bench.model.Claim;
import io.millrace.bench.model.Figure;
import io.millrace.bench.model.Run;
import io.millrace.bench.model.Scenario;
import io.millrace.bench.model.Term;
import java.util.List;

/** Delivery to S3: our sink, a peer on the same worker, and what one thread can do that only compresses or only uploads. */
public final class S3Runs {
    static final int BATCH_EVENTS = 5_000;
    static final int EVENT_BYTES = 200;
    /** As many tasks. */
    static final int PARTITIONS = 2;

    static final String DEAD_LETTERS = "s3-dlq";

    private static final String JSON = "s3-sink-jsonl";
    private static final String ZSTD = "s3-sink-jsonl-zstd";
    private static final String AVRO = "s3-sink-avro";
    private static final String CAMEL = "s3-camel";
    private static final String GZIP = "s3-gzip-loop";
    private static final String PUT = "s3-put-loop";

    private S3Runs() {}

    public static Scenario scenario() {
        return new Scenario(
                "s3",
                "How fast is the way from batches to objects, beside what one thread can compress or upload, and beside"
                        + " another sink?",
                runs(),
                List.of(
                        // The uploading loop has its row, but is several times as fast: the slower of the two counts.
                        Claim.atLeast(
                                        0.95,
                                        "S3 sink / one-thread gzip, per CPU-second",
                                        new Term(JSON, Figure.EVENTS_PER_CPU_SECOND),
                                        new Term(GZIP, Figure.EVENTS_PER_CPU_SECOND))
                                .knownAsMissed(
                                        "beside gzip a worker consumes, hashes and speaks to S3, and fifteen seconds after"
                                                + " its start a fifth of its time is still in code that is interpreted"),
                        besidePeer("S3 sink / Camel's S3 sink", Figure.EVENTS_PER_SECOND),
                        besidePeer("S3 sink / Camel's S3 sink per CPU-second", Figure.EVENTS_PER_CPU_SECOND)),
                List.of());
    }

    private static List<Run> runs() {
        return List.of(
                ours(JSON, MillraceSink.JSONL, MillraceSink.GZIP, SinkInput.JSON_BATCHES),
                ours(ZSTD, MillraceSink.JSONL, MillraceSink.ZSTD, SinkInput.JSON_BATCHES),
                ours(AVRO, MillraceSink.AVRO, MillraceSink.GZIP, SinkInput.AVRO_BATCHES),
                new SinkRun(CAMEL, new CamelSink(), SinkInput.JSON_EVENTS),
                new LoopRun(GZIP, GzipLoop.class),
                new LoopRun(PUT, PutLoop.class));
    }

    private static SinkRun ours(String name, String format, String compression, SinkInput input) {
        return new SinkRun(name, new MillraceSink(format, compression), input);
    }

    /**
     * What a core of the sink does in a second. The gzip loop never waits, so a second of its processor time is a second
     * of one thread, and other load on the machine plays no part; the PUT loop waits for its answers, which counts.
     */
    private static Claim besidePeer(String says, Figure figure) {
        return Claim.atLeast(1.0, says, new Term(JSON, figure), new Term(CAMEL, figure));
    }
}
