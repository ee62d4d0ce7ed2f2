// SPDX-License-Identifier: Apache-2.0
package io.millrace.opensearch.bulk;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Reads the answer to a bulk, of which {@link #FILTER} leaves the status of each document, and why it failed. */
public final class BulkAnswer {
    /** The request's query. */
    public static final String FILTER = "filter_path=items.*.status,items.*.error.type,items.*.error.reason";

    private static final JsonFactory JSON = new JsonFactory();

    /** What the answer says about one document. */
    public interface Item {
        /**
         * Called for each document in their order.
         *
         * @param document its place in the request, from 0
         * @param type of the error; empty when there is none
         * @param reason of the error, which may quote the document; empty when there is none
         */
        void answered(int document, int status, String type, String reason);
    }

    private BulkAnswer() {}

    /**
     * Tells {@code item} of each document, and of no others. Throws {@link IOException}, without having told anything of use, unless
     * the answer is about exactly {@code expected} documents: then nobody knows what became of them.
     */
    public static void read(byte[] body, int expected, Item item) throws IOException {
        int documents = 0;
        try (JsonParser json = JSON.createParser(body)) {
            if (json.nextToken() == JsonToken.START_OBJECT) {
                documents = items(json, expected, item);
            }
        } catch (JacksonException e) {
            throw new IOException("The answer to a bulk is no JSON, at byte "
                    + e.getLocation().getByteOffset());
        }
        if (documents != expected) {
            throw new IOException("The answer to a bulk of " + expected + " documents is about " + documents);
        }
    }

    private static int items(JsonParser json, int expected, Item item) throws IOException {
        int documents = 0;
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            if (!name.equals("items") || json.currentToken() != JsonToken.START_ARRAY) {
                json.skipChildren();
                continue;
            }
            while (json.nextToken() == JsonToken.START_OBJECT) {
                if (documents >= expected) {
                    throw new IOException("The answer to a bulk of " + expected + " documents is about more");
                }
                json.nextFieldName();
                json.nextToken();
                one(json, documents++, item);
                json.nextToken();
            }
        }
        return documents;
    }

    /** From the object of one document to its end. */
    private static void one(JsonParser json, int document, Item item) throws IOException {
        int status = 0;
        String type = "";
        String reason = "";
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            JsonToken value = json.nextToken();
            if (name.equals("status")) {
                status = json.getValueAsInt();
            } else if (name.equals("error") && value == JsonToken.START_OBJECT) {
                for (String detail = json.nextFieldName(); detail != null; detail = json.nextFieldName()) {
                    json.nextToken();
                    type = detail.equals("type") ? json.getValueAsString("") : type;
                    reason = detail.equals("reason") ? json.getValueAsString("") : reason;
                    json.skipChildren();
                }
            } else {
                json.skipChildren();
            }
        }
        if (status == 0) {
            throw new IOException("The answer to a bulk has no status for document " + document);
        }
        item.answered(document, status, type, reason);
    }
}
