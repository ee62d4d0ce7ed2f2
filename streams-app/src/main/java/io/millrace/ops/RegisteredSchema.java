package io.millrace.ops;

import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import org.apache.avro.Schema;

/** The schema that new events of a topic are written with. */
record RegisteredSchema(int id, Schema schema) {
    private static final int NOT_FOUND = 404;

    /** The latest one of {@code subject}. */
    static RegisteredSchema latest(SchemaRegistryClient registry, String subject) {
        try {
            int id = registry.getLatestSchemaMetadata(subject).getId();
            ParsedSchema parsed = registry.getSchemaById(id);
            if (parsed.rawSchema() instanceof Schema schema) {
                return new RegisteredSchema(id, schema);
            }
            throw new FeedException("The latest schema of " + subject + " is no Avro schema");
        } catch (RestClientException e) {
            String why = e.getStatus() == NOT_FOUND
                    ? "The registry has no schema for " + subject + "; register the events' schema first"
                    : "The registry did not give the schema of " + subject + ": " + e.getMessage();
            throw new FeedException(why, e);
        } catch (IOException e) {
            throw new FeedException("The registry did not give the schema of " + subject + ": " + e, e);
        }
    }
}
