package io.millrace.app;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.millrace.config.MillraceConfig;
import io.millrace.schemas.EventBatch;
import io.millrace.schemas.TopicNames;
import io.millrace.schemas.registry.RegistryFailure;
import java.io.IOException;
import org.apache.avro.Schema;

/** The schema registry, as far as a start is concerned. */
public final class Registry {
    private static final long PAUSE_MS = 500;

    private final String url;
    private final long patienceMs;
    private final SchemaRegistryClient client;

    public Registry(MillraceConfig config) {
        url = config.registry().where();
        patienceMs = config.millis(MillraceConfig.START_TIMEOUT_MS);
        client = config.registry().connect();
    }

    public SchemaRegistryClient client() {
        return client;
    }

    /** Registers the EventBatch schema for a sink topic and returns its id. */
    public int registerBatch(String sinkTopic) {
        return register(sinkTopic, EventBatch.SCHEMA);
    }

    /**
     * Registers a topic's value schema under TopicNameStrategy, if it is compatible with what is there. A registry that does
     * not answer is asked again until the start's time is over.
     */
    public int register(String topic, Schema schema) {
        long giveUpAt = System.nanoTime() + patienceMs * 1_000_000;
        while (true) {
            try {
                return tryToRegister(TopicNames.valueSubject(topic), new AvroSchema(schema));
            } catch (IOException | RestClientException e) {
                if (isFinal(e) || System.nanoTime() > giveUpAt) {
                    throw new StartException(
                            "The schema registry at " + url + " did not register " + TopicNames.valueSubject(topic)
                                    + ": "
                                    + e.getClass().getSimpleName() + ", "
                                    + e.getMessage(),
                            e);
                }
                pause();
            }
        }
    }

    /** A registry that answers, and will answer the same. */
    private static boolean isFinal(Exception e) {
        return e instanceof RestClientException answer && RegistryFailure.of(answer) != RegistryFailure.AWAY;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartException("Interrupted while waiting for the schema registry", e);
        }
    }

    private int tryToRegister(String subject, AvroSchema parsed) throws IOException, RestClientException {
        if (!isCompatible(subject, parsed)) {
            throw new StartException("The registry at " + url + " holds a schema for " + subject
                    + " that this release's " + parsed.name()
                    + " is not compatible with; use another topic, or the release that wrote it");
        }
        return client.register(subject, parsed);
    }

    private boolean isCompatible(String subject, AvroSchema schema) throws IOException, RestClientException {
        try {
            return client.testCompatibility(subject, schema);
        } catch (RestClientException e) {
            if (RegistryFailure.isNotFound(e)) {
                return true;
            }
            throw e;
        }
    }
}
