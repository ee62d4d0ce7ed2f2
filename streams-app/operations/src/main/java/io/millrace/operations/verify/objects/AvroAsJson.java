// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.verify.objects;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.millrace.schemas.AvroCursor;
import io.millrace.schemas.EventCursor;
import io.millrace.schemas.MalformedAvroException;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/**
 * Walks through JSON and the Avro data it was made from side by side. It compares values and not text, so it does not matter who
 * printed a number, or how.
 */
final class AvroAsJson implements JsonPayload {
    private final Schema schema;
    private final AvroCursor in = new AvroCursor();

    AvroAsJson(Schema schema) {
        this.schema = schema;
    }

    @Override
    public boolean is(EventCursor event, byte[] line, int from, int length) throws IOException, MalformedAvroException {
        in.over(event.bytes(), event.valueFrom(), event.valueFrom() + event.valueLength());
        try (JsonParser json = JSON.createParser(line, from, length)) {
            json.nextToken();
            return isValue(schema, json) && in.atEnd() && json.nextToken() == null;
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    /** Compares the JSON value at the current token with the datum at the cursor; stops at the first difference. */
    private boolean isValue(Schema type, JsonParser json) throws IOException, MalformedAvroException {
        JsonToken token = json.currentToken();
        return switch (type.getType()) {
            case NULL -> token == JsonToken.VALUE_NULL;
            case BOOLEAN -> token == (in.readByte() == 0 ? JsonToken.VALUE_FALSE : JsonToken.VALUE_TRUE);
            case INT, LONG -> isNumber(BigDecimal.valueOf(in.readLong()), json);
            case FLOAT -> isFloat(json);
            case DOUBLE -> isDouble(json);
            case STRING -> isText(new String(bytes(in.readLength()), StandardCharsets.UTF_8), json);
            case BYTES -> isBytes(bytes(in.readLength()), type, json);
            case FIXED -> isBytes(bytes(type.getFixedSize()), type, json);
            case ENUM ->
                isText(
                        type.getEnumSymbols()
                                .get(in.readIndex(type.getEnumSymbols().size())),
                        json);
            case UNION ->
                isValue(type.getTypes().get(in.readIndex(type.getTypes().size())), json);
            case ARRAY -> token == JsonToken.START_ARRAY && isArray(type.getElementType(), json);
            case MAP -> token == JsonToken.START_OBJECT && isMap(type.getValueType(), json);
            case RECORD -> token == JsonToken.START_OBJECT && isRecord(type, json);
        };
    }

    private byte[] bytes(int length) throws MalformedAvroException {
        return in.readCopy(length);
    }

    private boolean isRecord(Schema type, JsonParser json) throws IOException, MalformedAvroException {
        for (Schema.Field field : type.getFields()) {
            if (!isField(field.name(), json) || !isValue(field.schema(), json)) {
                return false;
            }
        }
        return json.nextToken() == JsonToken.END_OBJECT;
    }

    private boolean isArray(Schema item, JsonParser json) throws IOException, MalformedAvroException {
        for (long left = blockCount(); left > 0; left = blockCount()) {
            for (; left > 0; left--) {
                json.nextToken();
                if (!isValue(item, json)) {
                    return false;
                }
            }
        }
        return json.nextToken() == JsonToken.END_ARRAY;
    }

    private boolean isMap(Schema value, JsonParser json) throws IOException, MalformedAvroException {
        for (long left = blockCount(); left > 0; left = blockCount()) {
            for (; left > 0; left--) {
                if (!isField(in.readString(), json) || !isValue(value, json)) {
                    return false;
                }
            }
        }
        return json.nextToken() == JsonToken.END_OBJECT;
    }

    /** Moves on to the field's value. */
    private static boolean isField(String name, JsonParser json) throws IOException {
        boolean same = json.nextToken() == JsonToken.FIELD_NAME && name.equals(json.currentName());
        json.nextToken();
        return same;
    }

    private long blockCount() throws MalformedAvroException {
        long count = in.readLong();
        if (count < 0) {
            in.readLong();
        }
        return Math.abs(count);
    }

    private static boolean isText(String text, JsonParser json) throws IOException {
        return json.currentToken() == JsonToken.VALUE_STRING && json.getText().equals(text);
    }

    private static boolean isNumber(BigDecimal number, JsonParser json) throws IOException {
        return json.currentToken().isNumeric() && new BigDecimal(json.getText()).compareTo(number) == 0;
    }

    private boolean isFloat(JsonParser json) throws IOException, MalformedAvroException {
        float value = Float.intBitsToFloat((int) littleEndian(Float.BYTES));
        if (!Float.isFinite(value)) {
            return isText(Float.toString(value), json);
        }
        return json.currentToken().isNumeric()
                && Float.floatToIntBits(Float.parseFloat(json.getText())) == Float.floatToIntBits(value);
    }

    private boolean isDouble(JsonParser json) throws IOException, MalformedAvroException {
        double value = Double.longBitsToDouble(littleEndian(Double.BYTES));
        if (!Double.isFinite(value)) {
            return isText(Double.toString(value), json);
        }
        return json.currentToken().isNumeric()
                && Double.doubleToLongBits(Double.parseDouble(json.getText())) == Double.doubleToLongBits(value);
    }

    private long littleEndian(int count) throws MalformedAvroException {
        long value = 0;
        byte[] bytes = bytes(count);
        for (int i = count - 1; i >= 0; i--) {
            value = value << Byte.SIZE | (bytes[i] & 0xffL);
        }
        return value;
    }

    /** As base64; a decimal also as the number it is. */
    private static boolean isBytes(byte[] bytes, Schema type, JsonParser json) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_STRING) {
            return Arrays.equals(json.getBinaryValue(), bytes);
        }
        return type.getLogicalType() instanceof LogicalTypes.Decimal decimal
                && bytes.length > 0
                && isNumber(new BigDecimal(new BigInteger(bytes), decimal.getScale()), json);
    }
}
