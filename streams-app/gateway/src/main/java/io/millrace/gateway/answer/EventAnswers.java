// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.answer;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.millrace.gateway.send.Delivery;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;

/** Millrace's own JSON. Written by hand: it is most of what a small request costs beside Kafka. */
final class EventAnswers implements AnswerFormat {
    private static final HttpField JSON = new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "application/json");
    private static final HttpField PROBLEM_JSON =
            new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "application/problem+json");
    private static final int PER_EVENT = 16;

    @Override
    public HttpField type(boolean isProblem) {
        return isProblem ? PROBLEM_JSON : JSON;
    }

    @Override
    public int status(Problem problem) {
        return problem.status();
    }

    @Override
    public byte[] settled(Delivery delivery) {
        return results(delivery, null);
    }

    @Override
    public byte[] unsettled(Delivery delivery) {
        return results(delivery, Problem.NOT_ACKNOWLEDGED);
    }

    @Override
    public byte[] refused(Problem problem, String detail) {
        StringBuilder json = new StringBuilder("{").append(problem.members());
        appendDetail(json, detail);
        return json.append('}').toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * {@code {accepted, rejected: [{index, reason, detail?}], offsets: [[partition, offset] or null, …]}}, with an element of
     * {@code offsets} for each event. With a {@code problem}, its members come first, and {@code retry: [index, …]} before the offsets.
     */
    private static byte[] results(Delivery delivery, Problem problem) {
        StringBuilder json = new StringBuilder(64 + PER_EVENT * delivery.events()).append('{');
        if (problem != null) {
            json.append(problem.members()).append(',');
        }
        json.append("\"accepted\":").append(delivery.acknowledged()).append(",\"rejected\":[");
        String separator = "";
        for (int i = 0; i < delivery.events(); i++) {
            if (delivery.reason(i) != null) {
                json.append(separator);
                appendRejected(json, delivery, i);
                separator = ",";
            }
        }
        json.append(']');
        if (problem != null) {
            appendRetry(json, delivery);
        }
        appendOffsets(json, delivery);
        return json.append('}').toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void appendRejected(StringBuilder json, Delivery delivery, int index) {
        json.append("{\"index\":")
                .append(index)
                .append(",\"reason\":\"")
                .append(delivery.reason(index))
                .append('"');
        appendDetail(json, delivery.detail(index));
        json.append('}');
    }

    private static void appendRetry(StringBuilder json, Delivery delivery) {
        json.append(",\"retry\":[");
        String separator = "";
        for (int i = 0; i < delivery.events(); i++) {
            if (!delivery.isAcknowledged(i) && delivery.reason(i) == null) {
                json.append(separator).append(i);
                separator = ",";
            }
        }
        json.append(']');
    }

    private static void appendOffsets(StringBuilder json, Delivery delivery) {
        json.append(",\"offsets\":[");
        for (int i = 0; i < delivery.events(); i++) {
            json.append(i == 0 ? "" : ",");
            if (delivery.isAcknowledged(i)) {
                json.append('[')
                        .append(delivery.partition(i))
                        .append(',')
                        .append(delivery.offset(i))
                        .append(']');
            } else {
                json.append("null");
            }
        }
        json.append(']');
    }

    private static void appendDetail(StringBuilder json, String detail) {
        if (detail != null) {
            json.append(",\"detail\":\"");
            JsonStringEncoder.getInstance().quoteAsString(detail, json);
            json.append('"');
        }
    }
}
