// SPDX-License-Identifier: Apache-2.0
package io.millrace.opensearch.mapping;

import io.millrace.sink.payload.DecimalFormat;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** What an Avro schema makes of a mapping, for values as {@code AvroJson} writes them. */
final class FieldTypes {
    /** As dynamic mapping has them. */
    private static final Map<String, Object> TEXT =
            Map.of("type", "text", "fields", Map.of("keyword", Map.of("type", "keyword", "ignore_above", 256)));

    private final DecimalFormat decimals;

    FieldTypes(DecimalFormat decimals) {
        this.decimals = decimals;
    }

    /** The {@code properties} of a record, by field in its order; without fields that dynamic mapping knows better. */
    Map<String, Object> properties(Schema event) {
        return event.getType() == Schema.Type.RECORD
                ? fields(event, new HashSet<>(Set.of(event.getFullName())))
                : Map.of();
    }

    private Map<String, Object> fields(Schema event, Set<String> open) {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (Schema.Field field : event.getFields()) {
            Map<String, Object> type = of(field.schema(), open);
            if (!type.isEmpty()) {
                properties.put(field.name(), type);
            }
        }
        return properties;
    }

    /** Empty for what is left to dynamic mapping. */
    private Map<String, Object> of(Schema schema, Set<String> open) {
        return switch (schema.getType()) {
            case NULL -> Map.of();
            case BOOLEAN -> type("boolean");
            case INT -> type("integer");
            case LONG ->
                millis(schema.getLogicalType()) ? Map.of("type", "date", "format", "epoch_millis") : type("long");
            case FLOAT -> type("float");
            case DOUBLE -> type("double");
            case STRING -> schema.getLogicalType() instanceof LogicalTypes.Uuid ? type("keyword") : TEXT;
            case ENUM -> type("keyword");
            case BYTES, FIXED -> type(isNumber(schema) ? "double" : "binary");
            case ARRAY -> of(schema.getElementType(), open);
            case MAP -> type("object");
            case UNION -> union(schema.getTypes(), open);
            case RECORD -> record(schema, open);
        };
    }

    private static Map<String, Object> type(String name) {
        return Map.of("type", name);
    }

    private static boolean millis(LogicalType logical) {
        return logical instanceof LogicalTypes.TimestampMillis || logical instanceof LogicalTypes.LocalTimestampMillis;
    }

    private boolean isNumber(Schema schema) {
        return decimals == DecimalFormat.NUMERIC && schema.getLogicalType() instanceof LogicalTypes.Decimal;
    }

    /** One type and null is that type; what may be of several is nobody's guess. */
    private Map<String, Object> union(List<Schema> types, Set<String> open) {
        List<Schema> values = types.stream()
                .filter(type -> type.getType() != Schema.Type.NULL)
                .toList();
        return values.size() == 1 ? of(values.get(0), open) : Map.of();
    }

    /** A record within itself is an object without further ado. */
    private Map<String, Object> record(Schema schema, Set<String> open) {
        if (!open.add(schema.getFullName())) {
            return type("object");
        }
        Map<String, Object> properties = fields(schema, open);
        open.remove(schema.getFullName());
        return properties.isEmpty() ? type("object") : Map.of("properties", properties);
    }
}
