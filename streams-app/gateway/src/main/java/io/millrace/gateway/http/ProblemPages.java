// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.http;

import io.millrace.gateway.answer.AnswerFormat;
import io.millrace.gateway.answer.Problem;
import io.millrace.gateway.metrics.RouteMetrics;
import java.nio.ByteBuffer;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** What Jetty refuses by itself, before any handler sees it, in the form of all other problems. */
final class ProblemPages extends ErrorHandler {
    private static final int CLIENT_FAULT = 400;
    private static final int SERVER_FAULT = 500;

    private final RouteMetrics metrics;

    ProblemPages(RouteMetrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Problem problem = problem(response.getStatus());
        metrics.answered(problem.status());
        response.setStatus(problem.status());
        byte[] body = AnswerFormat.EVENTS.refused(problem, null);
        response.getHeaders().put(AnswerFormat.EVENTS.type(true));
        response.write(true, ByteBuffer.wrap(body), callback);
        return true;
    }

    private static Problem problem(int status) {
        for (Problem known : Problem.values()) {
            if (known.status() == status && status > CLIENT_FAULT && status < SERVER_FAULT) {
                return known;
            }
        }
        return status < SERVER_FAULT ? Problem.BAD_REQUEST : Problem.INTERNAL;
    }
}
