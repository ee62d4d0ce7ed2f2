// SPDX-License-Identifier: Apache-2.0
package io.millrace.opensearch.bulk;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Looks at the members of a document without reading what is inside them. */
final class TopLevel {
    private static final JsonFactory JSON = new JsonFactory();

    private TopLevel() {}

    /** The string or number of that name, as text; null when the document has none, or is no object of valid JSON. */
    static String scalar(BulkBody document, String name) throws IOException {
        try (JsonParser json = JSON.createParser(document.bytes(), 0, document.size())) {
            if (!find(json, name)) {
                return null;
            }
            JsonToken value = json.currentToken();
            return value == JsonToken.VALUE_STRING || value.isNumeric() ? json.getText() : null;
        } catch (JacksonException e) {
            return null;
        }
    }

    static boolean has(BulkBody document, String name) throws IOException {
        try (JsonParser json = JSON.createParser(document.bytes(), 0, document.size())) {
            return find(json, name);
        } catch (JacksonException e) {
            return false;
        }
    }

    /** Whether there is one; then its value is the current token. */
    private static boolean find(JsonParser json, String name) throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            return false;
        }
        for (String member = json.nextFieldName(); member != null; member = json.nextFieldName()) {
            json.nextToken();
            if (member.equals(name)) {
                return true;
            }
            json.skipChildren();
        }
        return false;
    }
}
