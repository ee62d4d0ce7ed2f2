// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.verify.objects;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.millrace.schemas.registry.SchemaLookup;
import io.millrace.schemas.registry.UnusableSchemaException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.avro.Schema;

/** Asks the registry for each schema once, even if it does not return it. Not thread-safe. */
public final class RegistrySchemas implements EventSchemas {
    private final Supplier<SchemaRegistryClient> registry;
    private final Map<Integer, Schema> known = new HashMap<>();
    private final Map<Integer, NoSchemaException> refused = new HashMap<>();
    private SchemaRegistryClient client;

    /** The client is created when the first schema is needed: pipelines of JSON need no registry. */
    public RegistrySchemas(Supplier<SchemaRegistryClient> registry) {
        this.registry = registry;
    }

    @Override
    public Schema of(int id) throws NoSchemaException {
        if (refused.containsKey(id)) {
            throw refused.get(id);
        }
        Schema schema = known.get(id);
        if (schema == null) {
            schema = ask(id);
            known.put(id, schema);
        }
        return schema;
    }

    private Schema ask(int id) throws NoSchemaException {
        try {
            client = client == null ? registry.get() : client;
            return SchemaLookup.avro(client, id);
        } catch (UnusableSchemaException e) {
            throw refused(id, e.getMessage(), e);
        } catch (IOException | RestClientException e) {
            throw refused(id, "the registry did not return the schema with id " + id + ": " + e.getMessage(), e);
        }
    }

    private NoSchemaException refused(int id, String why, Exception cause) {
        NoSchemaException refusal = new NoSchemaException("cannot be compared without its schema: " + why, cause);
        refused.put(id, refusal);
        return refusal;
    }

    /** Lets the schemas that were not returned be requested again. */
    public void forgetRefusals() {
        refused.clear();
    }
}
