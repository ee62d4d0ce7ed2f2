// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.postgres;

import io.millrace.bench.bed.TestBed;
import io.millrace.bench.sinks.BatchSource;
import io.millrace.bench.sinks.RegistryBed;
import io.millrace.bench.sinks.SinkSettings;
import io.millrace.bench.sinks.Target;
import io.millrace.local.server.PostgresServer;
import java.util.HashMap;
import java.util.Map;

/** A table of PostgreSQL, for clicks in Avro, with the primary key that the sink gives it. */
record TableTarget() implements Target {
    private static final String TASK = "io.millrace.postgres.PostgresSinkTask";

    @Override
    public int batchEvents() {
        return 5_000;
    }

    @Override
    public Map<String, String> prepare(TestBed bed, String run) throws Exception {
        PostgresBed postgres = PostgresBed.of(bed);
        postgres.execute("CREATE TABLE \"" + run + "\" (" + ClickRows.DEFINITION + ')');
        RegistryBed registry = RegistryBed.of(bed);
        Map<String, String> settings = new HashMap<>(SinkSettings.of(bed, run));
        settings.put("postgres.url", postgres.url());
        settings.put("postgres.user", PostgresServer.USER);
        settings.put("postgres.password", PostgresServer.PASSWORD);
        settings.put("postgres.table", run);
        settings.put("postgres.ledger.table", ledger(run));
        settings.put("schema.registry.url", registry.url());
        Map<String, String> values = new HashMap<>(SinkSettings.spec(TASK, settings));
        values.put(BatchSource.SCHEMA_ID, Integer.toString(registry.schemaId()));
        values.put(ClickRows.URL, postgres.url());
        values.put(ClickRows.TABLE, run);
        return values;
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
