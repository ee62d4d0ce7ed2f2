// SPDX-License-Identifier: Apache-2.0
package io.millrace.opensearch.mapping;

import io.millrace.opensearch.bulk.IndexName;
import io.millrace.opensearch.client.Answer;
import io.millrace.opensearch.client.AnswerException;
import io.millrace.opensearch.client.Cluster;
import io.millrace.schemas.BatchHeader;
import io.millrace.sink.payload.DecimalFormat;
import io.millrace.sink.payload.PayloadSchemas;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Mappings from the Avro schemas of batches, created or only checked. JSON events have no schema, and nothing happens for them. */
public final class SchemaMappings implements Mappings {
    private static final int NOT_FOUND = 404;
    private static final int BAD_REQUEST = 400;
    private static final int MOST_KNOWN = 10_000;

    /** Of an index that a template of somebody's makes a data stream, in OpenSearch and Elasticsearch. */
    private static final String DATA_STREAM = "creates data streams only";

    /** Behind those of whoever has a mind of his own. */
    private static final int PRIORITY = 50;

    private final Cluster cluster;
    private final IndexName name;
    private final PayloadSchemas schemas;
    private final FieldTypes types;
    private final boolean creates;
    private final String timestampField;

    /** Index and schema id of what is done. */
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    /**
     * Mappings for one sink.
     *
     * @param timestampField is a date in what is created; empty for none
     */
    public SchemaMappings(
            Cluster cluster,
            IndexName name,
            PayloadSchemas schemas,
            DecimalFormat decimals,
            boolean creates,
            String timestampField) {
        this.cluster = cluster;
        this.name = name;
        this.schemas = schemas;
        this.types = new FieldTypes(decimals);
        this.creates = creates;
        this.timestampField = timestampField;
    }

    @Override
    public void prepare(String index, BatchHeader batch) throws Exception {
        if (batch.schemaId() == null || known.contains(index + ' ' + batch.schemaId())) {
            return;
        }
        Map<String, Object> properties = types.properties(schemas.of(batch));
        if (creates ? create(index, batch, properties) : check(index, properties)) {
            if (known.size() >= MOST_KNOWN) {
                known.clear();
            }
            known.add(index + ' ' + batch.schemaId());
        }
    }

    /**
     * A template for indices to come, and the fields for the one of today, which is made if it is not there: tasks with other schemas
     * replace each other's template, and add to an index. False when only the first document can make it.
     */
    private boolean create(String index, BatchHeader batch, Map<String, Object> properties) throws Exception {
        Map<String, Object> all = new LinkedHashMap<>(properties);
        if (!timestampField.isEmpty()) {
            all.putIfAbsent(timestampField, Map.of("type", "date"));
        }
        String pattern = name.pattern(batch);
        String template = "millrace-" + pattern.replace("*", "all");
        Map<String, Object> body = Map.of(
                "index_patterns",
                List.of(pattern),
                "priority",
                PRIORITY,
                "template",
                Map.of("mappings", Map.of("properties", all)));
        judge(cluster.put("/_index_template/" + template, Json.write(body)), "the index template " + template);
        String mapping = Json.write(Map.of("properties", all));
        Answer answer = cluster.put("/" + index + "/_mapping", mapping);
        if (answer.status() == NOT_FOUND) {
            if (!make(index)) {
                return false;
            }
            answer = cluster.put("/" + index + "/_mapping", mapping);
        }
        judge(answer, "the mapping of " + index);
        return true;
    }

    /** False when it is not ours to make: a data stream, or without the right to. */
    private boolean make(String index) throws Exception {
        Answer answer = cluster.put("/" + index, "{}");
        if (answer.isSuccess()) {
            return true;
        }
        AnswerException refusal = answer.refusal();
        if (refusal.type().equals("resource_already_exists_exception")) {
            return true;
        }
        if (refusal.type().equals("security_exception") || refusal.reason().contains(DATA_STREAM)) {
            return false;
        }
        throw refusal;
    }

    private static void judge(Answer answer, String what) throws Exception {
        if (answer.isSuccess()) {
            return;
        }
        AnswerException refusal = answer.refusal();
        if (answer.status() == BAD_REQUEST) {
            throw new MappingRefusedException(
                    "The cluster refuses " + what + " made of the schema (" + refusal.reason()
                            + "): give the index a mapping that takes these events, or set opensearch.mapping=off",
                    refusal);
        }
        throw refusal;
    }

    /** False when the index is not there yet: it is checked when it is. */
    private boolean check(String index, Map<String, Object> properties) throws Exception {
        Answer answer = cluster.get("/" + index + "/_mapping");
        if (answer.status() == NOT_FOUND) {
            return false;
        }
        if (!answer.isSuccess()) {
            throw answer.refusal();
        }
        for (Map.Entry<String, Object> concrete : read(answer).entrySet()) {
            Optional<String> fault = Fit.fault(properties, inside(concrete.getValue()), "");
            if (fault.isPresent()) {
                throw new MappingRefusedException(
                        "The mapping of " + concrete.getKey() + " does not fit the events: " + fault.get()
                                + "; correct the mapping, or set opensearch.mapping=off to dead-letter what it refuses");
            }
        }
        return true;
    }

    private static Map<String, Object> read(Answer answer) throws IOException {
        return Json.read(answer.body());
    }

    private static Map<?, ?> inside(Object index) {
        return index instanceof Map<?, ?> body
                        && body.get("mappings") instanceof Map<?, ?> mappings
                        && mappings.get("properties") instanceof Map<?, ?> properties
                ? properties
                : Map.of();
    }
}
