// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.send;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.millrace.schemas.encode.EventFormat;
import io.millrace.schemas.encode.JsonToAvro;
import io.millrace.schemas.registry.RegistryConnection;
import io.millrace.schemas.registry.SchemaLookup;
import io.millrace.schemas.registry.UnusableSchemaException;
import java.io.IOException;
import org.apache.avro.Schema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** JSON becomes Avro with the latest schema of a subject. A registry that does not answer changes nothing about what is known. */
public final class LatestSchema implements ValueFormat {
    private static final Logger LOG = LoggerFactory.getLogger(LatestSchema.class);

    private final RegistryConnection registry;
    private final String subject;
    private volatile Known known;
    private boolean warned;

    public LatestSchema(RegistryConnection registry, String subject) {
        this.registry = registry;
        this.subject = subject;
    }

    @Override
    public EventFormat current() {
        Known now = known;
        return now == null ? null : new JsonToAvro(now.id, now.schema);
    }

    public boolean isKnown() {
        return known != null;
    }

    /** Asks the registry, which may take long. To be called by one thread. */
    public void refresh() {
        try {
            // A client remembers the first answer about the latest schema.
            SchemaRegistryClient client = registry.connect();
            int id = client.getLatestSchemaMetadata(subject).getId();
            Known before = known;
            if (before == null || before.id != id) {
                known = new Known(id, SchemaLookup.avro(client, id));
                LOG.atInfo()
                        .addKeyValue("subject", subject)
                        .addKeyValue("schemaId", id)
                        .log("Events are encoded with");
            }
            warned = false;
        } catch (IOException | RestClientException | UnusableSchemaException | RuntimeException e) {
            if (!warned) {
                LOG.atWarn()
                        .addKeyValue("subject", subject)
                        .addKeyValue("registry", registry.where())
                        .addKeyValue("why", e.toString())
                        .log(known == null ? "No schema to encode events with" : "Cannot look for a newer schema");
            }
            warned = true;
        }
    }

    private record Known(int id, Schema schema) {}
}
