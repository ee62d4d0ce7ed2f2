package io.millrace.app;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.millrace.config.MillraceConfig;
import io.millrace.schemas.EventBatch;
import io.millrace.schemas.TopicNames;
import java.io.IOException;
import java.util.Map;
import org.apache.avro.Schema;

/** The schema registry, as far as a start is concerned. */
public final class Registry {
    private static final int CACHED_SCHEMAS = 1_000;
    private static final int SUBJECT_NOT_FOUND = 404;

    private final String url;
    private final SchemaRegistryClient client;

    public Registry(MillraceConfig config) {
        url = config.string(MillraceConfig.SCHEMA_REGISTRY_URL);
        client = new CachedSchemaRegistryClient(url, CACHED_SCHEMAS, Map.of());
    }

    public SchemaRegistryClient client() {
        return client;
    }

    /** Registers the EventBatch schema for a sink topic and returns its id. */
    public int registerBatch(String sinkTopic) {
        return register(sinkTopic, EventBatch.SCHEMA);
    }

    /** Registers a topic's value schema under TopicNameStrategy, if it is compatible with what is there. */
    public int register(String topic, Schema schema) {
        String subject = TopicNames.valueSubject(topic);
        AvroSchema parsed = new AvroSchema(schema);
        try {
            if (!isCompatible(subject, parsed)) {
                throw new StartException("The registry at " + url + " holds a schema for " + subject
                        + " that this release's " + schema.getFullName()
                        + " is not compatible with; use another topic, or the"
                        + " release that wrote it");
            }
            return client.register(subject, parsed);
        } catch (IOException | RestClientException e) {
            throw new StartException("The schema registry at " + url + " did not register " + subject + ": " + e, e);
        }
    }

    private boolean isCompatible(String subject, AvroSchema schema) throws IOException, RestClientException {
        try {
            return client.testCompatibility(subject, schema);
        } catch (RestClientException e) {
            if (e.getStatus() == SUBJECT_NOT_FOUND) {
                return true;
            }
            throw e;
        }
    }
}
