// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.feed;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.millrace.schemas.registry.RegistryFailure;
import io.millrace.schemas.registry.SchemaLookup;
import io.millrace.schemas.registry.UnusableSchemaException;
import java.io.IOException;
import org.apache.avro.Schema;

/** The schema that new events of a topic are written with. */
public record RegisteredSchema(int id, Schema schema) {
    /** The latest one of {@code subject}. */
    public static RegisteredSchema latest(SchemaRegistryClient registry, String subject) {
        try {
            int id = registry.getLatestSchemaMetadata(subject).getId();
            return new RegisteredSchema(id, SchemaLookup.avro(registry, id));
        } catch (UnusableSchemaException e) {
            throw new FeedException("The latest schema of " + subject + " cannot be used: " + e.getMessage(), e);
        } catch (RestClientException e) {
            String why = RegistryFailure.isNotFound(e)
                    ? "The registry has no schema for " + subject + "; register the events' schema first"
                    : "The registry did not return the schema of " + subject + ": " + e.getMessage();
            throw new FeedException(why, e);
        } catch (IOException e) {
            throw new FeedException("The registry did not return the schema of " + subject + ": " + e, e);
        }
    }
}
