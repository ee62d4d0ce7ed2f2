// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.opensearch;

import io.millrace.bench.model.Claim;
import io.millrace.bench.model.Figure;
import io.millrace.bench.model.Scenario;
import io.millrace.bench.model.Term;
import io.millrace.bench.pairs.PairRun;
import io.millrace.bench.sinks.DeliveryRun;
import java.util.List;

/** Delivery to OpenSearch: our sink, and what a node takes from somebody who only sends. */
public final class OpenSearchRuns {
    private static final DeliveryRun SINK = DeliveryRun.sink("opensearch-sink", new IndexTarget());
    private static final DeliveryRun BULK = DeliveryRun.loader("opensearch-bulk", BulkLoader.class, new IndexTarget());
    private static final PairRun BESIDE_BULK = new PairRun(SINK, BULK, PairRun.Per.SECOND);
    private static final DrainRun DRAIN = new DrainRun("opensearch-drain");

    private OpenSearchRuns() {}

    public static Scenario scenario() {
        return new Scenario(
                "opensearch",
                "How fast do log events become documents, beside a loader that sends the same requests ready-made?",
                List.of(SINK, BULK, BESIDE_BULK, DRAIN),
                List.of(
                        BESIDE_BULK.atLeast(0.9, "OpenSearch sink / raw bulk loader, documents/s"),
                        Claim.atLeast(
                                5_000,
                                "a million log events drained to OpenSearch, documents/s",
                                new Term(DRAIN.name(), Figure.EVENTS_PER_SECOND),
                                null),
                        // An idle consumer waits for the next commit, which is a second away at most.
                        Claim.atMost(
                                1_100,
                                "longest time between two polls meanwhile, ms",
                                new Term(DRAIN.name(), Figure.POLL_INTERVAL_MAX_MS),
                                null)),
                List.of());
    }
}
