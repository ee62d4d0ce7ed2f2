// SPDX-License-Identifier: Apache-2.0
package io.millrace.opensearch.client;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** What a cluster answers to one request. */
public final class Answer {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int OK = 200;
    private static final int REDIRECTION = 300;

    private final int status;
    private final byte[] body;

    Answer(int status, byte[] body) {
        this.status = status;
        this.body = body;
    }

    public int status() {
        return status;
    }

    /** The array itself. */
    public byte[] body() {
        return body;
    }

    public boolean isSuccess() {
        return status >= OK && status < REDIRECTION;
    }

    /** Why the request as a whole was refused. */
    public AnswerException refusal() {
        String type = "";
        String reason = "";
        try (JsonParser json = JSON.createParser(body)) {
            // The first type and reason below "error" are those of its root cause.
            while (json.nextToken() != null) {
                if (json.currentToken() == JsonToken.VALUE_STRING) {
                    String name = json.currentName();
                    if ("type".equals(name) && type.isEmpty()) {
                        type = json.getText();
                    } else if ("reason".equals(name) && reason.isEmpty()) {
                        reason = json.getText();
                    }
                }
            }
        } catch (IOException e) {
            // A proxy's page, or nothing: then the status has to do.
            return new AnswerException(status, type, reason);
        }
        return new AnswerException(status, type, reason);
    }
}
