// SPDX-License-Identifier: Apache-2.0
package io.millrace.decode;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.millrace.schemas.registry.SchemaLookup;
import io.millrace.schemas.registry.UnusableSchemaException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.avro.Schema;

/**
 * Asks the registry on threads of their own, so that whoever waits decides how long: the client may try several addresses
 * and follow references, each with its own time limits. One question at a time about each id, whoever asks. Thread-safe.
 */
final class Lookups {
    private final SchemaRegistryClient client;
    private final Map<Integer, FutureTask<Schema>> underWay = new ConcurrentHashMap<>();

    Lookups(SchemaRegistryClient client) {
        this.client = client;
    }

    /** As {@link SchemaLookup#avro}, and an {@link InterruptedIOException} after {@code patienceMs} without an answer. */
    Schema get(int id, long patienceMs)
            throws UnusableSchemaException, IOException, RestClientException, InterruptedException {
        FutureTask<Schema> question = underWay.computeIfAbsent(id, this::ask);
        try {
            return question.get(patienceMs, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new InterruptedIOException("no answer within " + patienceMs + " ms");
        } catch (ExecutionException e) {
            throw asThrown(e.getCause());
        } finally {
            if (question.isDone()) {
                underWay.remove(id, question);
            }
        }
    }

    private FutureTask<Schema> ask(int id) {
        FutureTask<Schema> question = new FutureTask<>(() -> SchemaLookup.avro(client, id));
        Thread thread = new Thread(question, "schema-lookup-" + id);
        thread.setDaemon(true);
        thread.start();
        return question;
    }

    private static IllegalStateException asThrown(Throwable cause)
            throws UnusableSchemaException, IOException, RestClientException {
        if (cause instanceof UnusableSchemaException unusable) {
            throw unusable;
        }
        if (cause instanceof RestClientException answer) {
            throw answer;
        }
        if (cause instanceof IOException noAnswer) {
            throw noAnswer;
        }
        return new IllegalStateException("A look-up failed in a way that it should not", cause);
    }
}
