// SPDX-License-Identifier: Apache-2.0
package io.millrace.postgres.copy;

import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** The SQL type that holds each Avro type; what has none of its own is {@code jsonb}. */
final class SqlTypes {
    static final String JSONB = "jsonb";

    private static final int MOST_DIGITS = 1000;
    private static final int UUID_BYTES = 16;

    private static final Map<String, String> LOGICAL = Map.of(
            "date", "date",
            "time-millis", "time",
            "time-micros", "time",
            "timestamp-millis", "timestamptz",
            "timestamp-micros", "timestamptz",
            "local-timestamp-millis", "timestamp",
            "local-timestamp-micros", "timestamp");

    private SqlTypes() {}

    static String of(Schema schema) {
        Schema value = notNull(schema);
        if (value.getType() == Schema.Type.ARRAY) {
            String item = scalar(notNull(value.getElementType()));
            return item.equals(JSONB) ? JSONB : item + "[]";
        }
        return scalar(value);
    }

    /** The one branch of a union that is not null; the schema itself if it is no union, or has several. */
    static Schema notNull(Schema schema) {
        if (schema.getType() != Schema.Type.UNION) {
            return schema;
        }
        List<Schema> others = schema.getTypes().stream()
                .filter(branch -> branch.getType() != Schema.Type.NULL)
                .toList();
        return others.size() == 1 ? others.get(0) : schema;
    }

    private static String scalar(Schema schema) {
        return switch (schema.getType()) {
            case BOOLEAN -> "boolean";
            case INT -> logical(schema, "integer");
            case LONG -> logical(schema, "bigint");
            case FLOAT -> "real";
            case DOUBLE -> "double precision";
            case STRING -> isUuid(schema) ? "uuid" : "text";
            case ENUM -> "text";
            case BYTES -> isDecimal(schema) ? numeric(schema) : "bytea";
            case FIXED -> isDecimal(schema) ? numeric(schema) : isUuid(schema) ? "uuid" : "bytea";
            case NULL, ARRAY, MAP, RECORD, UNION -> JSONB;
        };
    }

    private static String logical(Schema schema, String plain) {
        return LOGICAL.getOrDefault(logicalName(schema), plain);
    }

    /** Empty for none. */
    static String logicalName(Schema schema) {
        LogicalType type = schema.getLogicalType();
        return type == null ? "" : type.getName();
    }

    static boolean isDecimal(Schema schema) {
        return schema.getLogicalType() instanceof LogicalTypes.Decimal;
    }

    static boolean isUuid(Schema schema) {
        return logicalName(schema).equals("uuid")
                && (schema.getType() == Schema.Type.STRING
                        || (schema.getType() == Schema.Type.FIXED && schema.getFixedSize() == UUID_BYTES));
    }

    private static String numeric(Schema schema) {
        LogicalTypes.Decimal decimal = (LogicalTypes.Decimal) schema.getLogicalType();
        return decimal.getPrecision() > MOST_DIGITS
                ? "numeric"
                : "numeric(" + decimal.getPrecision() + ',' + decimal.getScale() + ')';
    }
}
