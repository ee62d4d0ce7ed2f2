// SPDX-License-Identifier: Apache-2.0
package io.millrace.opensearch.bulk;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Reads the answer to a bulk, of which {@link #FILTER} leaves the status of each document, and why which one failed. */
public final class BulkAnswer {
    /** The request's query. */
    public static final String FILTER =
            "filter_path=items.*._id,items.*.status,items.*.error.type,items.*.error.reason";

    private static final JsonFactory JSON = new JsonFactory();
    private static final int REDIRECTION = 300;

    /** What the answer says about one document. */
    public interface Item {
        /**
         * Called once for each document, in no order.
         *
         * @param document its place in the request, from 0
         * @param type of the error; empty when there is none
         * @param reason of the error, which may quote the document; empty when there is none
         */
        void answered(int document, int status, String type, String reason);
    }

    private record Answered(String id, int status, String type, String reason) {}

    /** Reads from the object of one document to its end. */
    private interface Reader {
        void read(JsonParser json) throws IOException;
    }

    private BulkAnswer() {}

    /**
     * Tells {@code item} of each document, and of no others; of none when all are taken, which costs no object. Throws
     * {@link IOException}, without having told anything, unless the answer is about exactly {@code expected} documents: then nobody
     * knows what became of them.
     *
     * @param sentIds the id that the document at a place was sent with
     */
    public static void read(byte[] body, int expected, IntFunction<String> sentIds, Item item) throws IOException {
        if (areAllTaken(body, expected)) {
            return;
        }
        List<Answered> answers = new ArrayList<>(expected);
        read(body, expected, json -> answers.add(answered(json)));
        int[] documents = AnswerOrder.documents(expected, sentIds, place -> answers.get(place).id);
        for (int place = 0; place < expected; place++) {
            Answered answer = answers.get(place);
            item.answered(documents[place], answer.status, answer.type, answer.reason);
        }
    }

    private static boolean areAllTaken(byte[] body, int expected) throws IOException {
        boolean[] areTaken = {true};
        read(body, expected, json -> areTaken[0] &= status(json) < REDIRECTION);
        return areTaken[0];
    }

    private static void read(byte[] body, int expected, Reader reader) throws IOException {
        int documents = 0;
        try (JsonParser json = JSON.createParser(body)) {
            if (json.nextToken() == JsonToken.START_OBJECT) {
                documents = items(json, expected, reader);
            }
        } catch (JacksonException e) {
            throw new IOException("The answer to a bulk is no JSON, at byte "
                    + e.getLocation().getByteOffset());
        }
        if (documents != expected) {
            throw new IOException("The answer to a bulk of " + expected + " documents is about " + documents);
        }
    }

    private static int items(JsonParser json, int expected, Reader reader) throws IOException {
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
                reader.read(json);
                documents++;
                json.nextToken();
            }
        }
        return documents;
    }

    private static int status(JsonParser json) throws IOException {
        int status = 0;
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            if (name.equals("status")) {
                status = json.getValueAsInt();
            }
            json.skipChildren();
        }
        if (status == 0) {
            throw new IOException("The answer to a bulk has no status for a document");
        }
        return status;
    }

    private static Answered answered(JsonParser json) throws IOException {
        String id = "";
        int status = 0;
        String type = "";
        String reason = "";
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            JsonToken value = json.nextToken();
            if (name.equals("_id")) {
                id = json.getValueAsString("");
            } else if (name.equals("status")) {
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
        return new Answered(id, status, type, reason);
    }
}
