// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.answer;

import java.util.Locale;

/** Everything that is answered instead of a 200, as RFC 9457 has it. Names and statuses are public API. */
public enum Problem {
    BAD_REQUEST(400, "The request is not HTTP as it should be"),
    BAD_HEADER(400, "A header cannot be used"),
    NO_FRAME(400, "The body does not say where its events are"),
    UNAUTHENTICATED(401, "Valid credentials are required"),
    FORBIDDEN(403, "These credentials are not for this pipeline"),
    NOT_FOUND(404, "There is nothing here"),
    UNKNOWN_PIPELINE(404, "There is no such pipeline"),
    METHOD_NOT_ALLOWED(405, "Events are sent with POST"),
    TOO_SLOW(408, "The body came too slowly"),
    BODY_TOO_LARGE(413, "The body is too large"),
    TOO_MANY_EVENTS(413, "The body has too many events"),
    EXPANDS_TOO_MUCH(413, "The body unpacks to too much"),
    UNSUPPORTED_TYPE(415, "The content type is not taken here"),
    UNSUPPORTED_ENCODING(415, "The content encoding is not taken"),
    KEY_REUSED(422, "The idempotency key was used for another body"),
    QUOTA_EXCEEDED(429, "The client's own quota is used up"),
    HEADERS_TOO_LARGE(431, "The headers are too large"),
    INTERNAL(500, "The gateway has failed; what became of the events is unknown"),
    SHED(503, "Nothing was taken for the moment"),
    NOT_ACKNOWLEDGED(503, "Kafka did not acknowledge all events");

    private static final String TYPE = "urn:millrace:problem:";

    private final int status;
    private final String title;

    Problem(int status, String title) {
        this.status = status;
        this.title = title;
    }

    public int status() {
        return status;
    }

    /** What clients and operators know it by: {@code body-too-large}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public String title() {
        return title;
    }

    /** {@code "type":…,"title":…,"status":…}, without the braces around it. */
    String members() {
        return "\"type\":\"" + TYPE + label() + "\",\"title\":\"" + title + "\",\"status\":" + status;
    }
}
