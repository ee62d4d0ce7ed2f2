// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink.payload;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.millrace.schemas.BatchHeader;
import io.millrace.schemas.DeadLetterReason;
import io.millrace.schemas.registry.RegistryConnection;
import io.millrace.schemas.registry.RegistryKeys;
import io.millrace.schemas.registry.SchemaLookup;
import io.millrace.schemas.registry.UnusableSchemaException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;

/** The schemas of Avro payloads, by registry id; each is asked for once. Thread-safe. */
public final class PayloadSchemas {
    public static final String PREFIX = RegistryKeys.PREFIX;
    public static final String URL = PREFIX + "url";

    private final SchemaRegistryClient client;
    private final Map<Integer, Schema> known = new ConcurrentHashMap<>();

    /** @param client null when no registry is configured: then Avro batches are a configuration error */
    public PayloadSchemas(SchemaRegistryClient client) {
        this.client = client;
    }

    public static ConfigDef addTo(ConfigDef sink) {
        sink.define(
                URL,
                Type.LIST,
                List.of(),
                ConfigDef.ValidList.anyNonDuplicateValues(true, false),
                Importance.HIGH,
                "URLs of the registry with the schemas of Avro events; not needed for JSON. Several are tried in turn.");
        for (ConfigKey key : RegistryKeys.DEFINITION.configKeys().values()) {
            sink.define(
                    PREFIX + key.name, key.type, key.defaultValue, key.validator, key.importance, key.documentation);
        }
        return sink;
    }

    public static PayloadSchemas of(AbstractConfig config) {
        List<String> urls = config.getList(URL);
        return new PayloadSchemas(
                urls.isEmpty() ? null : RegistryConnection.of(urls, config).connect());
    }

    /**
     * The schema of an Avro batch's events. Throws {@link BatchRefusedException} when the registry has no Avro schema
     * of that id that can be read, and something retriable when the registry does not answer.
     */
    public Schema of(BatchHeader batch) throws BatchRefusedException, IOException, RestClientException {
        if (client == null) {
            throw new ConfigException(
                    URL, "", "required because the pipeline " + batch.pipeline() + " has Avro events");
        }
        if (batch.schemaId() == null) {
            throw new BatchRefusedException(DeadLetterReason.MALFORMED, "The batch holds Avro events but no schema id");
        }
        Schema schema = known.get(batch.schemaId());
        if (schema == null) {
            schema = ask(batch.schemaId());
            known.put(batch.schemaId(), schema);
        }
        return schema;
    }

    private Schema ask(int id) throws BatchRefusedException, IOException, RestClientException {
        try {
            return SchemaLookup.avro(client, id);
        } catch (UnusableSchemaException e) {
            throw new BatchRefusedException(DeadLetterReason.UNKNOWN_SCHEMA, e.getMessage());
        }
    }
}
