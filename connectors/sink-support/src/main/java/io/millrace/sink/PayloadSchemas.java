package io.millrace.sink;

import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClientFactory;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.millrace.schemas.BatchHeader;
import io.millrace.schemas.DeadLetterReason;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;

/** The schemas of Avro payloads, by registry id; each is asked for once. Thread-safe. */
public final class PayloadSchemas {
    public static final String PREFIX = "schema.registry.";
    public static final String URL = PREFIX + "url";

    private static final int MAX_CACHED = 1_000;
    private static final int NOT_FOUND = 404;
    /** What the client puts in place of an error code when the answer is not a registry's, but say a proxy's page. */
    private static final int NOT_FROM_A_REGISTRY = 50005;

    private final SchemaRegistryClient client;
    private final Map<Integer, Schema> known = new ConcurrentHashMap<>();

    /** @param client null when no registry is configured: then Avro batches are a configuration error */
    public PayloadSchemas(SchemaRegistryClient client) {
        this.client = client;
    }

    public static ConfigDef addTo(ConfigDef sink) {
        return sink.define(
                URL,
                Type.LIST,
                List.of(),
                ConfigDef.ValidList.anyNonDuplicateValues(true, false),
                Importance.HIGH,
                "URLs of the registry with the schemas of Avro events; not needed for JSON. Several are tried in turn."
                        + " The client also gets every other schema.registry.* key, with and without the prefix, for"
                        + " TLS (schema.registry.ssl.*) and schema.registry.basic.auth.*.");
    }

    public static PayloadSchemas of(AbstractConfig config) {
        List<String> urls = config.getList(URL);
        if (urls.isEmpty()) {
            return new PayloadSchemas(null);
        }
        Map<String, Object> settings = new HashMap<>(config.originalsWithPrefix(PREFIX));
        settings.putAll(config.originalsWithPrefix(PREFIX, false));
        return new PayloadSchemas(SchemaRegistryClientFactory.newClient(
                urls, MAX_CACHED, List.of(new AvroSchemaProvider()), settings, Map.of()));
    }

    /**
     * The schema of an Avro batch's events. Throws {@link BatchRefusedException} when the registry has no Avro schema
     * of that id, and what {@link Failures#ofReading} or the sink's table calls retriable when the registry is away.
     */
    public Schema of(BatchHeader batch) throws BatchRefusedException, IOException, RestClientException {
        if (client == null) {
            throw new ConfigException(URL, "", "needed, since the pipeline " + batch.pipeline() + " has Avro events");
        }
        if (batch.schemaId() == null) {
            throw new BatchRefusedException(DeadLetterReason.MALFORMED, "An Avro batch without a schema id");
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
            ParsedSchema parsed = client.getSchemaById(id);
            if (parsed instanceof AvroSchema avro) {
                return avro.rawSchema();
            }
        } catch (RestClientException e) {
            if (e.getStatus() != NOT_FOUND || e.getErrorCode() == NOT_FROM_A_REGISTRY) {
                throw e;
            }
        } catch (IOException e) {
            if (!isUnusable(e)) {
                throw e;
            }
        }
        throw new BatchRefusedException(
                DeadLetterReason.UNKNOWN_SCHEMA, "The registry has no Avro schema with id " + id);
    }

    /**
     * Whether the registry has answered with a schema that is not Avro. The client says so in a bare IOException, but
     * also when it could not fetch what an Avro schema refers to; that is for another try.
     */
    private static boolean isUnusable(IOException e) {
        String message = String.valueOf(e.getMessage());
        return message.startsWith("Invalid schema")
                && (!message.endsWith(" of type AVRO") || message.endsWith(" with refs [] of type AVRO"));
    }
}
