// SPDX-License-Identifier: Apache-2.0
package io.millrace.schemas.registry;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.millrace.schemas.EventBatch;
import io.millrace.schemas.TopicNames;
import java.io.IOException;
import java.time.Duration;
import org.apache.avro.Schema;

/** Registers the schemas that a start needs. */
public final class Registrar {
    private static final long PAUSE_MS = 500;

    private final String url;
    private final Duration patience;
    private final SchemaRegistryClient client;

    /** @param patience how long a registry that does not answer is asked again */
    public Registrar(RegistryConnection registry, Duration patience) {
        this.url = registry.where();
        this.patience = patience;
        this.client = registry.connect();
    }

    public SchemaRegistryClient client() {
        return client;
    }

    /** Registers the EventBatch schema for a sink topic and returns its id. */
    public int registerBatch(String sinkTopic) {
        return register(sinkTopic, EventBatch.SCHEMA);
    }

    /**
     * Registers a topic's value schema under TopicNameStrategy, if it is compatible with what is already there, and returns its id.
     * Throws {@link NotRegisteredException}.
     */
    public int register(String topic, Schema schema) {
        long begin = System.nanoTime();
        while (true) {
            try {
                return tryToRegister(TopicNames.valueSubject(topic), new AvroSchema(schema));
            } catch (IOException | RestClientException e) {
                if (isFinal(e) || System.nanoTime() - begin > patience.toNanos()) {
                    throw new NotRegisteredException(
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
            throw new NotRegisteredException("Interrupted while waiting for the schema registry", e);
        }
    }

    private int tryToRegister(String subject, AvroSchema parsed) throws IOException, RestClientException {
        if (!isCompatible(subject, parsed)) {
            throw new NotRegisteredException(
                    "The registry at " + url + " holds a schema for " + subject + " that this release's "
                            + parsed.name()
                            + " is not compatible with; use another topic, or the release that wrote it",
                    null);
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
