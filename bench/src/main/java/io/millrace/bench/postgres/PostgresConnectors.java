// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.postgres;

import io.millrace.bench.connectors.Connector;
import io.millrace.bench.connectors.Input;
import io.millrace.bench.connectors.OwnSink;
import io.millrace.bench.connectors.Peer;
import io.millrace.bench.data.BatchMaker;
import io.millrace.bench.sinks.DeliveryRun;
import io.millrace.bench.sinks.RegistryBed;
import io.millrace.local.server.PostgresServer;
import java.util.Map;

/** The connectors that write to PostgreSQL, and what they read. */
final class PostgresConnectors {
    private static final int EVENT_BYTES = DeliveryRun.EVENT_BYTES;

    private static final Input BATCHES = Input.batches(
            "postgres-avro-batches",
            EVENT_BYTES,
            3_000_000,
            bed -> BatchMaker.avro(
                    Input.BATCH_EVENTS, EVENT_BYTES, RegistryBed.of(bed).schemaId()));

    private static final Input JSON_EVENTS = Input.events("postgres-json-events", EVENT_BYTES, 1_500_000, bed -> {
        byte[][] values = Clicks.json(EVENT_BYTES);
        return (partition, offset) -> values[(int) (offset % values.length)];
    });

    private PostgresConnectors() {}

    static Connector ours() {
        return new OwnSink(
                "postgres-sink", "io.millrace.postgres.PostgresSinkConnector", BATCHES, new TableTarget()::settings);
    }

    static Connector debezium() {
        return new Peer(
                "debezium/connector.properties",
                JSON_EVENTS,
                0,
                bed -> Map.of(
                        "url", PostgresBed.of(bed).url(),
                        "user", PostgresServer.USER,
                        "password", PostgresServer.PASSWORD));
    }
}
