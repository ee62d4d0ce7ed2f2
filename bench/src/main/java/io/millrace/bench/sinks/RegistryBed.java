// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.sinks;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.millrace.bench.bed.Facility;
import io.millrace.bench.bed.TestBed;
import io.millrace.bench.data.Fill;
import io.millrace.local.process.Ports;
import io.millrace.local.server.RegistryServer;
import java.io.IOException;

/** One registry for all runs that have Avro events. */
public final class RegistryBed implements Facility {
    private final RegistryServer server;
    private int schemaId;

    private RegistryBed(TestBed bed) {
        server = new RegistryServer(bed.site(), Ports.free());
    }

    public static RegistryBed of(TestBed bed) {
        return bed.facility(RegistryBed.class, RegistryBed::started);
    }

    private static RegistryBed started(TestBed bed) {
        RegistryBed registry = new RegistryBed(bed);
        registry.server.start();
        registry.server.awaitReady();
        return registry;
    }

    public String url() {
        return server.url().toString();
    }

    /** The id of the schema of the clicks that {@link Fill} makes. */
    public int schemaId() throws IOException, RestClientException {
        if (schemaId == 0) {
            try (SchemaRegistryClient client = new CachedSchemaRegistryClient(url(), 10)) {
                schemaId = client.register("bench.events-value", new AvroSchema(Fill.SCHEMA));
            }
        }
        return schemaId;
    }

    @Override
    public void close() {
        server.close();
    }
}
