// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.postgres;

import io.millrace.bench.connectors.ConnectorRun;
import io.millrace.bench.connectors.PeerScenario;
import io.millrace.bench.model.Scenario;

/** Delivery to PostgreSQL beside another connector. */
public final class PostgresPeerRuns {
    private PostgresPeerRuns() {}

    public static Scenario scenario() {
        return PeerScenario.of(
                "postgres-peer",
                "How fast do a worker's sinks make committed rows of events: ours, and Debezium's?",
                "PostgreSQL sink / Debezium's JDBC sink",
                new ConnectorRun("postgres-connect", PostgresConnectors.ours(), new TableTarget()),
                new ConnectorRun("postgres-debezium", PostgresConnectors.debezium(), new TableTarget()));
    }
}
