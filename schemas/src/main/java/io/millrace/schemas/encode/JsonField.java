// SPDX-License-Identifier: Apache-2.0
package io.millrace.schemas.encode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** One top-level field of a JSON object, read without building the object. */
public final class JsonField {
    private static final JsonFactory JSON = new JsonFactory();

    private final String name;

    public JsonField(String name) {
        this.name = name;
    }

    /** The text of its value; null when it is absent, null or not a scalar, or the line is not a JSON object. */
    public byte[] text(byte[] line) {
        try (JsonParser in = JSON.createParser(line)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                boolean found = in.currentName().equals(name);
                JsonToken value = in.nextToken();
                if (found) {
                    boolean usable = value.isScalarValue() && value != JsonToken.VALUE_NULL;
                    return usable ? in.getText().getBytes(StandardCharsets.UTF_8) : null;
                }
                in.skipChildren();
            }
            return null;
        } catch (IOException e) {
            return null;
        }
    }
}
