// SPDX-License-Identifier: Apache-2.0
package io.millrace.postgres.copy;

import io.millrace.sink.payload.AvroJson;
import io.millrace.sink.payload.DecimalFormat;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** Which writer puts which Avro type into which type of column. */
final class ColumnWriters {
    private ColumnWriters() {}

    /** Null when no value of the schema fits into such a column. */
    static ColumnWriter of(Schema schema, ColumnType type) {
        if (type.isJson()) {
            return nullable(schema, json(SqlTypes.notNull(schema), type));
        }
        Schema value = SqlTypes.notNull(schema);
        ColumnWriter writer =
                value.getType() == Schema.Type.ARRAY ? array(value.getElementType(), type) : scalar(value, type);
        return writer == null ? null : nullable(schema, writer);
    }

    private static ColumnWriter array(Schema item, ColumnType type) {
        if (type.element() == null || type.element().isJson()) {
            return null;
        }
        ColumnWriter writer = scalar(SqlTypes.notNull(item), type.element());
        return writer == null ? null : new ArrayWriter(type.element().oid(), nullable(item, writer));
    }

    private static ColumnWriter nullable(Schema schema, ColumnWriter value) {
        if (schema.getType() != Schema.Type.UNION || SqlTypes.notNull(schema).getType() == Schema.Type.UNION) {
            return value;
        }
        List<Schema> branches = schema.getTypes();
        int count = branches.size();
        int nothing = schema.getIndexNamed("null") == null ? -1 : schema.getIndexNamed("null");
        return (in, out) -> {
            if (in.readIndex(count) == nothing) {
                out.writeInt(CopyBuffer.NULL);
            } else {
                value.write(in, out);
            }
        };
    }

    /** Of a union of several types too, a JSON null of which is a null of SQL. */
    static ColumnWriter json(Schema schema, ColumnType type) {
        AvroJson json = new AvroJson(schema, DecimalFormat.NUMERIC);
        int nothing = schema.getType() == Schema.Type.UNION && schema.getIndexNamed("null") != null
                ? schema.getIndexNamed("null")
                : -1;
        boolean isNull = schema.getType() == Schema.Type.NULL;
        return (in, out) -> {
            // An index below 64 is one byte in zigzag.
            if (isNull || (nothing >= 0 && in.remaining() > 0 && in.bytes()[in.position()] == nothing << 1)) {
                in.skip(isNull ? 0 : 1);
                out.writeInt(CopyBuffer.NULL);
                return;
            }
            int from = WholePayload.begin(type, out);
            json.writeNext(in, out.json());
            out.json().flush();
            out.endLength(from);
        };
    }

    private static ColumnWriter scalar(Schema schema, ColumnType type) {
        return switch (schema.getType()) {
            case BOOLEAN -> type.is("bool") ? Scalars.BOOLEAN : null;
            case INT, LONG -> integer(schema, type);
            case FLOAT -> type.is("float4") ? Scalars.FLOAT : type.is("float8") ? Scalars.FLOAT_AS_DOUBLE : null;
            case DOUBLE -> type.is("float8") ? Scalars.DOUBLE : null;
            case STRING -> text(schema, type);
            case ENUM -> type.isText() ? symbols(schema.getEnumSymbols()) : null;
            case BYTES -> bytes(schema, type);
            case FIXED -> fixed(schema, type);
            case NULL, ARRAY, MAP, RECORD, UNION -> null;
        };
    }

    private static ColumnWriter integer(Schema schema, ColumnType type) {
        return switch (type.name()) {
            case "int2" -> Scalars.SMALLINT;
            case "int4" -> Scalars.INTEGER;
            case "int8" -> Scalars.BIGINT;
            default -> Times.of(SqlTypes.logicalName(schema), type.name());
        };
    }

    private static ColumnWriter text(Schema schema, ColumnType type) {
        if (type.is("uuid")) {
            return SqlTypes.isUuid(schema) ? Scalars.UUID_TEXT : null;
        }
        return type.isText() ? Scalars.TEXT : null;
    }

    private static ColumnWriter bytes(Schema schema, ColumnType type) {
        if (SqlTypes.isDecimal(schema) && type.is("numeric")) {
            int scale = ((LogicalTypes.Decimal) schema.getLogicalType()).getScale();
            return (in, out) -> Numeric.write(in, in.readLength(), scale, out);
        }
        return type.is("bytea") ? Scalars.TEXT : null;
    }

    private static ColumnWriter fixed(Schema schema, ColumnType type) {
        int size = schema.getFixedSize();
        if (SqlTypes.isDecimal(schema) && type.is("numeric")) {
            int scale = ((LogicalTypes.Decimal) schema.getLogicalType()).getScale();
            return (in, out) -> Numeric.write(in, size, scale, out);
        }
        boolean fits = type.is("bytea") || (type.is("uuid") && SqlTypes.isUuid(schema));
        return fits ? (in, out) -> Scalars.copy(in, size, out) : null;
    }

    private static ColumnWriter symbols(List<String> symbols) {
        byte[][] names = symbols.stream()
                .map(symbol -> symbol.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        return (in, out) -> {
            byte[] name = names[in.readIndex(names.length)];
            out.writeBytes(name, 0, name.length);
        };
    }
}
