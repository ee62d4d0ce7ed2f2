// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.http;

import io.millrace.gateway.answer.Problem;
import io.millrace.gateway.answer.Refusal;
import io.millrace.gateway.frame.Frame;
import io.millrace.gateway.otlp.OtlpEncoding;
import java.util.Locale;

/**
 * What the content type says of a body.
 *
 * @param frame how it holds events; null for an OTLP request
 * @param isWireFormat whether it is one event in the Confluent wire format
 * @param recordType the content type of each event as a record header, or null for none
 * @param logs how an OTLP request holds log records; null for any other
 */
record BodyKind(Frame frame, boolean isWireFormat, String recordType, OtlpEncoding logs) {
    BodyKind(Frame frame, boolean isWireFormat, String recordType) {
        this(frame, isWireFormat, recordType, null);
    }

    /** One event in the Confluent wire format: magic byte, schema id, Avro binary. */
    static final String WIRE_FORMAT = "application/vnd.confluent.avro";

    private static final String STRUCTURED = "application/cloudevents+json";
    private static final String BATCH = "application/cloudevents-batch+json";

    /**
     * Of a request.
     *
     * @param contentType the header, or null
     * @param isBinaryCloudEvent whether its attributes are in headers; then the body is its data, whatever it is
     * @param isAvro whether the pipeline has Avro events
     */
    static BodyKind of(String contentType, boolean isBinaryCloudEvent, boolean isAvro) throws Refusal {
        String all = contentType == null ? "" : contentType.strip();
        String type = mediaType(all);
        if (type.equals(WIRE_FORMAT)) {
            if (!isAvro) {
                throw Refusal.of(Problem.UNSUPPORTED_TYPE, "the pipeline has JSON events");
            }
            return new BodyKind(Frame.SINGLE, true, isBinaryCloudEvent ? all : null);
        }
        if (isBinaryCloudEvent) {
            return new BodyKind(Frame.SINGLE, false, all.isEmpty() ? null : all);
        }
        requireUtf8(all);
        return switch (type) {
            case "application/x-ndjson", "application/ndjson" -> new BodyKind(Frame.LINES, false, null);
            case "application/json" -> new BodyKind(Frame.ARRAY_OR_SINGLE, false, null);
            case STRUCTURED -> new BodyKind(Frame.SINGLE, false, STRUCTURED);
            case BATCH -> new BodyKind(Frame.ARRAY, false, STRUCTURED);
            default ->
                throw Refusal.of(
                        Problem.UNSUPPORTED_TYPE,
                        "taken are application/x-ndjson, application/json, " + STRUCTURED + ", " + BATCH
                                + ", any other with CloudEvents attributes in headers, and for Avro " + WIRE_FORMAT);
        };
    }

    /** {@code logs} is null for an encoding that OTLP does not have. */
    static BodyKind ofLogs(OtlpEncoding logs) throws Refusal {
        if (logs == null) {
            throw Refusal.of(Problem.UNSUPPORTED_TYPE, "taken are application/x-protobuf and application/json");
        }
        return new BodyKind(null, false, null, logs);
    }

    /** Whether a content type, which may be null, is of events that have their attributes in them. */
    static boolean isCloudEvents(String contentType) {
        return mediaType(contentType).startsWith("application/cloudevents");
    }

    /** Of a header that may be null: in lower case, without parameters. */
    static String mediaType(String contentType) {
        String all = contentType == null ? "" : contentType;
        int semicolon = all.indexOf(';');
        return (semicolon < 0 ? all : all.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
    }

    private static void requireUtf8(String contentType) throws Refusal {
        if (contentType.indexOf(';') < 0) {
            return;
        }
        String lower = contentType.toLowerCase(Locale.ROOT).replace("\"", "").replace(" ", "");
        int at = lower.indexOf(";charset=");
        if (at >= 0
                && !lower.substring(at + ";charset=".length())
                        .replaceFirst(";.*", "")
                        .equals("utf-8")) {
            throw Refusal.of(Problem.UNSUPPORTED_TYPE, "JSON is UTF-8");
        }
    }
}
