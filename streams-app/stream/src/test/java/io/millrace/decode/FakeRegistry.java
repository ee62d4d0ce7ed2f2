// SPDX-License-Identifier: Apache-2.0
package io.millrace.decode;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.RestService;
import io.confluent.kafka.schemaregistry.client.rest.entities.SchemaReference;
import io.confluent.kafka.schemaregistry.client.rest.entities.SchemaString;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.millrace.schemas.registry.RegistryConnection;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/** The registry behind the real client, with no network between them. Answers failures first, then what it holds. */
final class FakeRegistry extends RestService {
    private final Map<Integer, SchemaString> schemas = new HashMap<>();
    private final Queue<Exception> failures = new ArrayDeque<>();
    private int requests;

    FakeRegistry() {
        super("http://secret:password@registry");
    }

    SchemaRegistryClient client() {
        return RegistryConnection.over(this);
    }

    FakeRegistry holding(int id, String type, String schema, SchemaReference... references) {
        SchemaString answer = new SchemaString(schema);
        answer.setSchemaType(type);
        answer.setReferences(List.of(references));
        schemas.put(id, answer);
        return this;
    }

    FakeRegistry failing(int times, Exception failure) {
        for (int i = 0; i < times; i++) {
            failures.add(failure);
        }
        return this;
    }

    int requests() {
        return requests;
    }

    @Override
    public SchemaString getId(int id, String subject) throws IOException, RestClientException {
        requests++;
        Exception failure = failures.poll();
        if (failure instanceof IOException e) {
            throw e;
        }
        if (failure instanceof RestClientException e) {
            throw e;
        }
        if (!schemas.containsKey(id)) {
            throw new RestClientException("Schema " + id + " not found", 404, 40403);
        }
        return schemas.get(id);
    }
}
