// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.otlp;

import io.millrace.gateway.answer.AnswerFormat;
import io.millrace.gateway.answer.Problem;
import io.millrace.gateway.send.Delivery;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;

/** {@code ExportLogsServiceResponse} and {@code google.rpc.Status} as protobuf. */
final class ProtobufAnswers implements AnswerFormat {
    private static final HttpField TYPE = new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "application/x-protobuf");
    private static final int PARTIAL_SUCCESS = 1;
    private static final int REJECTED = 1;
    private static final int ERROR_MESSAGE = 2;
    private static final int STATUS_MESSAGE = 2;

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
        ProtobufOutput response = new ProtobufOutput();
        int rejected = Rejections.count(delivery);
        if (rejected > 0) {
            ProtobufOutput partial = new ProtobufOutput();
            partial.number(REJECTED, rejected);
            partial.text(ERROR_MESSAGE, Rejections.message(delivery));
            response.bytes(PARTIAL_SUCCESS, partial.toBytes());
        }
        return response.toBytes();
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
        ProtobufOutput status = new ProtobufOutput();
        status.text(STATUS_MESSAGE, message);
        return status.toBytes();
    }
}
