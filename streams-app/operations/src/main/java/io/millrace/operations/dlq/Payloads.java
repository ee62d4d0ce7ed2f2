// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.dlq;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.millrace.config.MillraceConfig;
import io.millrace.config.PipelineConfig;
import io.millrace.schemas.PayloadFormat;
import io.millrace.schemas.WireFormat;
import io.millrace.schemas.registry.SchemaLookup;
import io.millrace.schemas.registry.UnusableSchemaException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;

/** Payloads of dead letters for people to look at; the values of masked fields are never among them. */
public final class Payloads {
    /** What stands for a value that is not shown. */
    public static final String MASK = "***";

    private static final int SHOWN_BYTES = 64;

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Supplier<SchemaRegistryClient> registry;
    private final PayloadFormat format;
    private final Set<String> masked;
    private SchemaRegistryClient client;

    public Payloads(MillraceConfig config, PipelineConfig pipeline) {
        this(config, pipeline, () -> config.registry().connect());
    }

    /** @param registry asked for at the first Avro value */
    Payloads(MillraceConfig config, PipelineConfig pipeline, Supplier<SchemaRegistryClient> registry) {
        this.registry = registry;
        this.format = pipeline.format();
        this.masked = config.maskedFields();
    }

    /** As JSON; else, where nothing is to be masked, its first bytes in hex. */
    public String shown(byte[] value) {
        if (value == null) {
            return "null";
        }
        try {
            return switch (format) {
                case JSON -> json(value);
                case AVRO -> masked(AvroTree.of(avro(value))).toString();
            };
        } catch (IOException | RestClientException | UnusableSchemaException | RuntimeException e) {
            return unreadable(value);
        }
    }

    private String json(byte[] value) throws IOException {
        JsonNode tree = JSON.readTree(value);
        if (!tree.isObject()) {
            throw new IOException("no object");
        }
        return masked.isEmpty()
                ? new String(value, StandardCharsets.UTF_8)
                : masked(tree).toString();
    }

    private Object avro(byte[] value) throws IOException, RestClientException, UnusableSchemaException {
        if (!WireFormat.isFramed(value)) {
            throw new IOException("not in the wire format");
        }
        client = client == null ? registry.get() : client;
        Schema schema = SchemaLookup.avro(client, WireFormat.schemaId(value));
        BinaryDecoder in = DecoderFactory.get()
                .binaryDecoder(value, WireFormat.PREFIX_BYTES, value.length - WireFormat.PREFIX_BYTES, null);
        Object read = new GenericDatumReader<>(schema).read(null, in);
        if (!in.isEnd()) {
            throw new AvroRuntimeException("bytes are left");
        }
        return read;
    }

    private String unreadable(byte[] value) {
        if (!masked.isEmpty()) {
            return "(" + value.length
                    + " bytes that cannot be taken apart, so nothing in them can be masked: not shown)";
        }
        String hex = HexFormat.of().formatHex(Arrays.copyOf(value, Math.min(value.length, SHOWN_BYTES)));
        return "(" + value.length + " bytes) " + hex + (value.length > SHOWN_BYTES ? "…" : "");
    }

    private JsonNode masked(JsonNode node) {
        if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                field.setValue(masked.contains(field.getKey()) ? TextNode.valueOf(MASK) : masked(field.getValue()));
            }
        } else if (node instanceof ArrayNode array) {
            ArrayNode items = JsonNodeFactory.instance.arrayNode();
            array.forEach(item -> items.add(masked(item)));
            return items;
        }
        return node;
    }
}
