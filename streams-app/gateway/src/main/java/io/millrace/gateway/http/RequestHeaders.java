// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.http;

import io.millrace.gateway.answer.Problem;
import io.millrace.gateway.answer.Refusal;
import io.millrace.gateway.send.Envelope;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.jetty.http.HttpFields;

/** What a request's headers say of all its events. */
final class RequestHeaders {
    static final String KEY = "Millrace-Key";
    static final String TIMESTAMP = "Millrace-Timestamp";
    static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    private static final String CONTENT_TYPE = "content-type";
    private static final int LONGEST_KEY = 255;

    private RequestHeaders() {}

    /** @param latest a record's time may have, in epoch milliseconds */
    static Envelope envelope(HttpFields headers, BodyKind kind, boolean isCloudEvent, long latest) throws Refusal {
        String key = single(headers, KEY);
        return new Envelope(
                key == null ? null : key.getBytes(StandardCharsets.UTF_8),
                timestamp(single(headers, TIMESTAMP), latest),
                ofRecord(headers, kind, isCloudEvent),
                requestKey(single(headers, IDEMPOTENCY_KEY)),
                kind.isWireFormat());
    }

    /** Nothing else of the request goes into records: Millrace believes headers that are called like its own. */
    static List<Header> ofRecord(HttpFields headers, BodyKind kind, boolean isCloudEvent) throws Refusal {
        RecordHeaders ofRecord = new RecordHeaders();
        if (isCloudEvent) {
            for (Map.Entry<String, byte[]> attribute :
                    CloudEventHeaders.of(headers).entrySet()) {
                ofRecord.add(attribute.getKey(), attribute.getValue());
            }
        }
        if (kind.recordType() != null) {
            ofRecord.add(CONTENT_TYPE, kind.recordType().getBytes(StandardCharsets.UTF_8));
        }
        return List.of(ofRecord.toArray());
    }

    private static String single(HttpFields headers, String name) throws Refusal {
        List<String> values = headers.getValuesList(name);
        if (values.size() > 1) {
            throw Refusal.of(Problem.BAD_HEADER, name + " is there twice");
        }
        return values.isEmpty() ? null : values.get(0);
    }

    /** Kafka refuses a whole batch, with what others sent, for one record that is too far ahead. */
    private static Long timestamp(String text, long latest) throws Refusal {
        if (text == null) {
            return null;
        }
        try {
            long timestamp = Long.parseLong(text);
            if (timestamp >= 0 && timestamp <= latest) {
                return timestamp;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw Refusal.of(
                Problem.BAD_HEADER,
                TIMESTAMP
                        + " is not in epoch milliseconds, or further ahead than the pipeline's timestamp.max.ahead.ms");
    }

    /** A structured field of type string (RFC 8941), or the same without quotes. */
    private static String requestKey(String text) throws Refusal {
        if (text == null) {
            return null;
        }
        boolean isQuoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
        String key = isQuoted ? text.substring(1, text.length() - 1).replaceAll("\\\\([\\\\\"])", "$1") : text;
        if (key.isEmpty() || key.length() > LONGEST_KEY || !key.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
            throw Refusal.of(
                    Problem.BAD_HEADER, IDEMPOTENCY_KEY + " has 1 to " + LONGEST_KEY + " printable ASCII characters");
        }
        return key;
    }
}
