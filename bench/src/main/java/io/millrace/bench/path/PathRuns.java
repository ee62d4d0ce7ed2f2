// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.path;

import io.millrace.bench.model.Claim;
import io.millrace.bench.model.Figure;
import io.millrace.bench.model.Scenario;
import io.millrace.bench.model.Term;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A minute of it with everything else, ten minutes when they are asked for by name. */
public final class PathRuns {
    private static final String MINUTE = "path-60s";
    private static final String TEN_MINUTES = "path-10m";

    private static final String ORDERS = "orders-5m";

    private PathRuns() {}

    public static Scenario orders() {
        return new Scenario(
                "orders",
                "When are 5,000 orders a second committed rows in PostgreSQL, under the profile latency?",
                List.of(new OrdersRun(ORDERS, Duration.ofMinutes(5))),
                List.of(Claim.atMost(
                        200,
                        ORDERS + ": 99th percentile from due event to committed row, ms",
                        new Term(ORDERS, Figure.LATENCY_P99_MS),
                        null)),
                List.of());
    }

    public static Scenario ingest() {
        return new Scenario(
                "ingest",
                "Requests of one event each over HTTP into S3: which objects, and at what cost, by rate, batch size and interval?",
                List.of(
                        new IngestRun("ingest-500", 500, 500),
                        new IngestRun("ingest-1000", 1_000, 1_000),
                        new IngestRun("ingest-2000", 2_000, 2_000),
                        new IngestRun("ingest-3000", 3_000, 5_000)),
                List.of(),
                List.of());
    }

    public static Scenario path() {
        return new Scenario(
                "path",
                "Does the whole path, from producer to objects in S3, sustain 50,000 events a second of 200 B?",
                List.of(
                        new PathRun(MINUTE, Duration.ofMinutes(1), false),
                        new PathRun(TEN_MINUTES, Duration.ofMinutes(10), true)),
                Stream.of(MINUTE, TEN_MINUTES).flatMap(PathRuns::claims).toList(),
                List.of());
    }

    private static Stream<Claim> claims(String run) {
        return Stream.of(
                Claim.atLeast(
                        0.99,
                        run + ": delivered / offered",
                        new Term(run, Figure.EVENTS_PER_SECOND),
                        new Term(run, Figure.OFFERED_PER_SECOND)),
                Claim.atMost(
                        10,
                        run + ": seconds that what is delivered lags behind what was due, at most",
                        new Term(run, Figure.MOST_LAG_SECONDS),
                        null),
                Claim.atMost(
                        1.10,
                        run + ": memory of stream and Connect, last quarter / second quarter",
                        new Term(run, Figure.MEMORY_GROWTH),
                        null));
    }
}
