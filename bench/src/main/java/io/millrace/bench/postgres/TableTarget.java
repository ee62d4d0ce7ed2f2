// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.postgres;

import io.millrace.bench.bed.TestBed;
import io.millrace.bench.sinks.BatchSource;
import io.millrace.bench.sinks.RegistryBed;
import io.millrace.bench.sinks.SinkTarget;
import io.millrace.local.server.PostgresServer;
import java.util.Map;

/** A table of PostgreSQL, for clicks, with the primary key that the sink gives it. */
record TableTarget() implements SinkTarget {
    @Override
    public void make(TestBed bed, String run) throws Exception {
        PostgresBed.of(bed).execute("CREATE TABLE \"" + run + "\" (" + ClickRows.DEFINITION + ')');
    }

    @Override
    public int batchEvents() {
        return 5_000;
    }

    @Override
    public String task() {
        return "io.millrace.postgres.PostgresSinkTask";
    }

    @Override
    public Map<String, String> settings(TestBed bed, String run) {
        return Map.of(
                "postgres.url",
                PostgresBed.of(bed).url(),
                "postgres.user",
                PostgresServer.USER,
                "postgres.password",
                PostgresServer.PASSWORD,
                "postgres.table",
                run,
                "postgres.ledger.table",
                ledger(run),
                "schema.registry.url",
                RegistryBed.of(bed).url());
    }

    @Override
    public Map<String, String> spec(TestBed bed, String run) throws Exception {
        return Map.of(
                BatchSource.SCHEMA_ID, Integer.toString(RegistryBed.of(bed).schemaId()),
                ClickRows.URL, PostgresBed.of(bed).url(),
                ClickRows.TABLE, run);
    }

    @Override
    public long count(TestBed bed, String run) throws Exception {
        return PostgresBed.of(bed).count(run);
    }

    /** All runs write batches of the same ids, which one ledger would take for repetitions. */
    private static String ledger(String run) {
        return run + "-ledger";
    }

    @Override
    public void remove(TestBed bed, String run) throws Exception {
        PostgresBed.of(bed).execute("DROP TABLE IF EXISTS \"" + run + "\", \"" + ledger(run) + '"');
    }
}
