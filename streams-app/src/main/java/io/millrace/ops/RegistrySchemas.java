package io.millrace.ops;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.avro.Schema;

/** Asks the registry for each schema once, and once only when it does not give it. Not thread-safe. */
final class RegistrySchemas implements EventSchemas {
    private final Supplier<SchemaRegistryClient> registry;
    private final Map<Integer, Schema> known = new HashMap<>();
    private final Map<Integer, NoSchemaException> refused = new HashMap<>();
    private SchemaRegistryClient client;

    /** The client is made when the first schema is needed: pipelines of JSON need no registry. */
    RegistrySchemas(Supplier<SchemaRegistryClient> registry) {
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
        Exception cause = null;
        try {
            client = client == null ? registry.get() : client;
            if (client.getSchemaById(id).rawSchema() instanceof Schema schema) {
                return schema;
            }
        } catch (IOException | RestClientException e) {
            cause = e;
        }
        String why = cause == null ? "it is no Avro schema" : String.valueOf(cause.getMessage());
        NoSchemaException refusal =
                new NoSchemaException("needs the schema " + id + ", which the registry did not give: " + why, cause);
        refused.put(id, refusal);
        throw refusal;
    }

    /** Lets the schemas that were not given be asked for again. */
    void forgetRefusals() {
        refused.clear();
    }
}
