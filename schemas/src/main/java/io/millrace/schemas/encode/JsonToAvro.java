// SPDX-License-Identifier: Apache-2.0
package io.millrace.schemas.encode;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.schemas.AvroBuffer;
import io.millrace.schemas.WireFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.Schema;

/**
 * Converts plain JSON to Avro in the Confluent wire format, according to a schema. Plain means without Avro's wrappers around union
 * values: the first branch that accepts a value gets it. An absent field gets its default, or null where that is allowed; a field
 * that the schema does not have is a fault, because leaving it out would lose it. Not thread-safe.
 */
public final class JsonToAvro implements EventFormat {
    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build()
            .reader();

    private final Schema schema;
    private final byte[] prefix = new byte[WireFormat.PREFIX_BYTES];
    private final AvroBuffer out = new AvroBuffer(1024);

    public JsonToAvro(int schemaId, Schema schema) {
        this.schema = schema;
        WireFormat.writePrefix(prefix, schemaId);
    }

    @Override
    public byte[] event(byte[] line) throws UnfitJsonException {
        out.clear();
        out.writeRaw(prefix, 0, prefix.length);
        new AvroWriter(out).write(schema, parse(line));
        return out.toByteArray();
    }

    private static JsonNode parse(byte[] line) throws UnfitJsonException {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            // Jackson's message may quote the line.
            throw new UnfitJsonException("not a single valid JSON value, from column "
                    + e.getLocation().getColumnNr() + " on");
        } catch (IOException e) {
            throw new UncheckedIOException("A byte array cannot fail", e);
        }
    }
}
