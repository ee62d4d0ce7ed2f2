// SPDX-License-Identifier: Apache-2.0
package io.millrace.opensearch.mapping;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/** Small documents of objects, strings and numbers, as maps. */
final class Json {
    private static final JsonFactory FACTORY = new JsonFactory();

    private Json() {}

    static String write(Map<String, ?> object) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            write(json, object);
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, Map<?, ?> object) throws IOException {
        json.writeStartObject();
        for (Map.Entry<?, ?> member : object.entrySet()) {
            json.writeFieldName(member.getKey().toString());
            if (member.getValue() instanceof Map<?, ?> inner) {
                write(json, inner);
            } else if (member.getValue() instanceof Iterable<?> items) {
                json.writeStartArray();
                for (Object item : items) {
                    json.writeString(item.toString());
                }
                json.writeEndArray();
            } else if (member.getValue() instanceof Integer number) {
                json.writeNumber(number);
            } else {
                json.writeString(member.getValue().toString());
            }
        }
        json.writeEndObject();
    }

    /** The object, with objects inside and all else as text; without arrays. */
    static Map<String, Object> read(byte[] body) throws IOException {
        try (JsonParser json = FACTORY.createParser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("An answer is no JSON object");
            }
            return object(json);
        }
    }

    private static Map<String, Object> object(JsonParser json) throws IOException {
        Map<String, Object> members = new LinkedHashMap<>();
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            JsonToken value = json.nextToken();
            if (value == JsonToken.START_OBJECT) {
                members.put(name, object(json));
            } else if (value == JsonToken.START_ARRAY) {
                json.skipChildren();
            } else {
                members.put(name, json.getText());
            }
        }
        return members;
    }
}
