// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.dlq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.GenericRecord;

/** An Avro value as JSON for people: unions without their branch, bytes in hex, logical types as what they are stored as. */
final class AvroTree {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private AvroTree() {}

    static JsonNode of(Object value) {
        if (value == null) {
            return JSON.nullNode();
        }
        if (value instanceof GenericRecord record) {
            ObjectNode object = JSON.objectNode();
            for (Schema.Field field : record.getSchema().getFields()) {
                object.set(field.name(), of(record.get(field.pos())));
            }
            return object;
        }
        if (value instanceof Map<?, ?> map) {
            ObjectNode object = JSON.objectNode();
            map.forEach((key, item) -> object.set(key.toString(), of(item)));
            return object;
        }
        if (value instanceof Collection<?> items) {
            ArrayNode array = JSON.arrayNode();
            items.forEach(item -> array.add(of(item)));
            return array;
        }
        return simple(value);
    }

    private static JsonNode simple(Object value) {
        if (value instanceof Boolean bool) {
            return JSON.booleanNode(bool);
        }
        if (value instanceof Integer || value instanceof Long) {
            return JSON.numberNode(((Number) value).longValue());
        }
        if (value instanceof Float real) {
            return JSON.numberNode(real);
        }
        if (value instanceof Double real) {
            return JSON.numberNode(real);
        }
        if (value instanceof ByteBuffer bytes) {
            byte[] copy = new byte[bytes.remaining()];
            bytes.duplicate().get(copy);
            return JSON.textNode(HexFormat.of().formatHex(copy));
        }
        if (value instanceof GenericFixed fixed) {
            return JSON.textNode(HexFormat.of().formatHex(fixed.bytes()));
        }
        return JSON.textNode(value.toString());
    }
}
