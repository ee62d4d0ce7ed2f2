// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.gateway;

import io.millrace.bench.model.Claim;
import io.millrace.bench.model.Figure;
import io.millrace.bench.model.Scenario;
import io.millrace.bench.model.Term;
import io.millrace.bench.pairs.PairRun;
import java.util.List;

/** What the gateway's promises cost, how late its answers are, and what is left when more comes than Kafka takes. */
public final class GatewayRuns {
    private static final PairRun HUNDRED = pair(100);
    private static final PairRun SINGLE = pair(1);
    private static final String LATENCY = "gateway-5000-latency";
    private static final String DURABILITY = "gateway-5000-durability";
    private static final String OVERLOAD = "gateway-overload";

    private GatewayRuns() {}

    /** Only if it is named: what goes through in the pairs is gigabytes. */
    public static Scenario scenario() {
        return new Scenario(
                "gateway",
                "What do the gateway's promises cost beside Jetty and a producer, when does it answer, and what goes"
                        + " through when three times as much comes as Kafka takes?",
                List.of(
                        HUNDRED,
                        SINGLE,
                        new SteadyRun(LATENCY, "latency"),
                        new SteadyRun(DURABILITY, "durability"),
                        new OverloadRun(OVERLOAD)),
                List.of(
                        HUNDRED.atLeast(0.8, "gateway / Jetty and a producer, 100 events of 1 kB a request"),
                        SINGLE.atLeast(0.8, "gateway / Jetty and a producer, 1 event of 1 kB a request"),
                        p99(LATENCY, 25),
                        p99(DURABILITY, 60),
                        Claim.atLeast(
                                0.9,
                                "events/s in 200s, three times too many requests / no more than fit",
                                new Term(OVERLOAD, Figure.EVENTS_PER_SECOND),
                                new Term(OVERLOAD, Figure.OTHER_EVENTS_PER_SECOND)),
                        Claim.atMost(
                                50,
                                "99th percentile of a 503 meanwhile, ms",
                                new Term(OVERLOAD, Figure.REFUSAL_P99_MS),
                                null)),
                List.of(),
                true);
    }

    private static Claim p99(String run, double bound) {
        return Claim.atMost(bound, run + ": 99th percentile of a 200, ms", new Term(run, Figure.LATENCY_P99_MS), null);
    }

    private static PairRun pair(int items) {
        return new PairRun(
                new ServerRun("gateway-" + items, GatewaySubject.class, items),
                new ServerRun("bare-" + items, BareSubject.class, items));
    }
}
