// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.postgres;

import io.millrace.bench.model.Scenario;
import io.millrace.bench.pairs.PairRun;
import io.millrace.bench.sinks.DeliveryRun;
import java.util.List;

/** Delivery to PostgreSQL: our sink, the least that its server needs, and what people write by hand. */
public final class PostgresRuns {
    private static final DeliveryRun SINK = DeliveryRun.sink("postgres-sink", new TableTarget());
    private static final DeliveryRun COPY = DeliveryRun.loader("postgres-copy", CopyLoader.class, new TableTarget());
    private static final DeliveryRun INSERT =
            DeliveryRun.loader("postgres-insert", InsertLoader.class, new TableTarget());
    private static final PairRun BESIDE_COPY = new PairRun(SINK, COPY, PairRun.Per.SECOND);
    private static final PairRun BESIDE_INSERT = new PairRun(SINK, INSERT, PairRun.Per.SECOND);

    private PostgresRuns() {}

    public static Scenario scenario() {
        return new Scenario(
                "postgres",
                "How fast do events become committed rows, beside COPY of the same rows ready-made, and beside INSERT?",
                List.of(SINK, COPY, INSERT, BESIDE_COPY, BESIDE_INSERT),
                List.of(
                        BESIDE_COPY.atLeast(0.8, "PostgreSQL sink / raw binary COPY, rows/s"),
                        BESIDE_INSERT
                                .atLeast(3, "PostgreSQL sink / INSERT of 1,000 rows each, rows/s")
                                .knownAsMissed(
                                        "the primary key and the log cost both sides as much, and COPY of rows that are"
                                                + " ready is itself at about 2.3 of INSERT")),
                List.of());
    }
}
