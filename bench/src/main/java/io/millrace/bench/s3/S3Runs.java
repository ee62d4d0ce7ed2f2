// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.s3;

import io.millrace.bench.connectors.Connector;
import io.millrace.bench.connectors.ConnectorRun;
import io.millrace.bench.connectors.PeerScenario;
import io.millrace.bench.model.Claim;
import io.millrace.bench.model.Figure;
import io.millrace.bench.model.Run;
import io.millrace.bench.model.Scenario;
import io.millrace.bench.model.Term;
import io.millrace.local.server.S3Server;
import java.util.ArrayList;
import java.util.List;

/** Delivery to S3: our sink, a peer on the same worker, and what one thread can do that only compresses or only uploads. */
public final class S3Runs {
    static final int EVENT_BYTES = 200;

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
                claims(),
                List.of());
    }

    private static List<Claim> claims() {
        List<Claim> claims = new ArrayList<>();
        // The uploading loop has its row, but is several times as fast: the slower of the two counts.
        /*
         * What a core of the sink does in a second. The gzip loop never waits, so a second of its processor time is a second
         * of one thread, and other load on the machine plays no part; the PUT loop waits for its answers, which counts.
         */
        claims.add(Claim.atLeast(
                        0.95,
                        "S3 sink / one-thread gzip, per CPU-second",
                        new Term(JSON, Figure.EVENTS_PER_CPU_SECOND),
                        new Term(GZIP, Figure.EVENTS_PER_CPU_SECOND))
                .knownAsMissed("beside gzip a worker consumes, hashes and speaks to S3, and fifteen seconds after"
                        + " its start a tenth of its time is still in code that is interpreted"));
        claims.addAll(PeerScenario.claims("S3 sink / Camel's S3 sink", JSON, CAMEL));
        return claims;
    }

    private static List<Run> runs() {
        return List.of(
                ours(JSON, S3Connectors.ours(S3Connectors.JSON_BATCHES, "jsonl", "gzip")),
                ours(ZSTD, S3Connectors.ours(S3Connectors.JSON_BATCHES, "jsonl", "zstd")),
                ours(AVRO, S3Connectors.ours(S3Connectors.AVRO_BATCHES, "avro", "gzip")),
                new ConnectorRun(CAMEL, S3Connectors.camel(), new ObjectTarget(S3Connectors.CAMEL_BUCKET)),
                new LoopRun(GZIP, GzipLoop.class),
                new LoopRun(PUT, PutLoop.class));
    }

    private static ConnectorRun ours(String name, Connector sink) {
        return new ConnectorRun(name, sink, new ObjectTarget(S3Server.BUCKET));
    }
}
