// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.otlp;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.millrace.gateway.answer.AnswerFormat;
import io.millrace.gateway.answer.Problem;
import io.millrace.gateway.send.Delivery;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;

/** {@code ExportLogsServiceResponse} and {@code google.rpc.Status} as JSON. */
final class JsonAnswers implements AnswerFormat {
    private static final HttpField TYPE = new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "application/json");

    @Override
    public HttpField type(boolean isProblem) {
        return TYPE;
    }

    @Override
    public int status(Problem problem) {
        return Rejections.status(problem);
    }

    @Override
    public byte[] settled(Delivery delivery) {
        int rejected = Rejections.count(delivery);
        return bytes(
                rejected == 0
                        ? "{}"
                        : "{\"partialSuccess\":{\"rejectedLogRecords\":\"" + rejected + "\",\"errorMessage\":"
                                + quoted(Rejections.message(delivery)) + "}}");
    }

    @Override
    public byte[] unsettled(Delivery delivery) {
        return status(Rejections.notAcknowledged(delivery));
    }

    @Override
    public byte[] refused(Problem problem, String detail) {
        return status(Rejections.message(problem, detail));
    }

    private static byte[] status(String message) {
        return bytes("{\"message\":" + quoted(message) + '}');
    }

    private static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
