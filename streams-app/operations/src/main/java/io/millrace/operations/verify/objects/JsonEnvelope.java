// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.verify.objects;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.millrace.schemas.EventCursor;
import io.millrace.schemas.MalformedAvroException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.header.Header;

/**
 * Reads a line that the sink wrote with {@code s3.json.envelope=true}: {@code {"partition", "offset", "timestamp", "key", "headers":
 * [{"name", "value"}], "value"}}, bytes being a string where they are UTF-8, else {@code {"base64": "…"}}, or null.
 */
final class JsonEnvelope {
    private static final byte[] BEGIN = "{\"partition\":".getBytes(StandardCharsets.US_ASCII);
    private static final int VALUE_NAME_BYTES = "\"value\":".length();

    private JsonEnvelope() {}

    static boolean is(EventCursor event, byte[] line, int length, JsonPayload payload)
            throws IOException, MalformedAvroException {
        if (length < BEGIN.length || !Arrays.equals(line, 0, BEGIN.length, BEGIN, 0, BEGIN.length)) {
            return false;
        }
        try (JsonParser json = JsonPayload.JSON.createParser(line, 0, length)) {
            json.nextToken();
            boolean head = isNumber(json, "partition", event.partition())
                    && isNumber(json, "offset", event.offset())
                    && isNumber(json, "timestamp", event.timestamp())
                    && isField(json, "key")
                    && isBytes(json, key(event))
                    && areHeaders(json, event)
                    && isField(json, "value");
            if (!head || line[length - 1] != '}') {
                return false;
            }
            int from = (int) json.currentTokenLocation().getByteOffset() + VALUE_NAME_BYTES;
            return payload.is(event, line, from, length - 1 - from);
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private static byte[] key(EventCursor event) {
        return event.keyLength() < 0
                ? null
                : Arrays.copyOfRange(event.bytes(), event.keyFrom(), event.keyFrom() + event.keyLength());
    }

    private static boolean areHeaders(JsonParser json, EventCursor event) throws IOException, MalformedAvroException {
        if (!isField(json, "headers") || json.nextToken() != JsonToken.START_ARRAY) {
            return false;
        }
        for (Header header : event.headers()) {
            boolean same = json.nextToken() == JsonToken.START_OBJECT
                    && isField(json, "name")
                    && json.nextToken() == JsonToken.VALUE_STRING
                    && json.getText().equals(header.key())
                    && isField(json, "value")
                    && isBytes(json, header.value())
                    && json.nextToken() == JsonToken.END_OBJECT;
            if (!same) {
                return false;
            }
        }
        return json.nextToken() == JsonToken.END_ARRAY;
    }

    private static boolean isField(JsonParser json, String name) throws IOException {
        return json.nextToken() == JsonToken.FIELD_NAME && name.equals(json.currentName());
    }

    private static boolean isNumber(JsonParser json, String name, long value) throws IOException {
        return isField(json, name)
                && json.nextToken() == JsonToken.VALUE_NUMBER_INT
                && json.getText().equals(Long.toString(value));
    }

    private static boolean isBytes(JsonParser json, byte[] bytes) throws IOException {
        JsonToken token = json.nextToken();
        if (bytes == null || token == JsonToken.VALUE_NULL) {
            return bytes == null && token == JsonToken.VALUE_NULL;
        }
        if (token == JsonToken.VALUE_STRING) {
            return Arrays.equals(json.getText().getBytes(StandardCharsets.UTF_8), bytes);
        }
        return token == JsonToken.START_OBJECT
                && isField(json, "base64")
                && json.nextToken() == JsonToken.VALUE_STRING
                && Arrays.equals(json.getBinaryValue(), bytes)
                && json.nextToken() == JsonToken.END_OBJECT;
    }
}
