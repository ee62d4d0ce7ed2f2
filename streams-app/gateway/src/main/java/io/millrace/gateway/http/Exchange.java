// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.http;

import io.millrace.gateway.admission.ByteBudget;
import io.millrace.gateway.answer.AnswerFormat;
import io.millrace.gateway.answer.Problem;
import io.millrace.gateway.answer.Refusal;
import io.millrace.gateway.metrics.RouteMetrics;
import io.millrace.gateway.send.Delivery;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request and its one answer, with the bytes that it takes from the budget until then. Thread-safe: whoever answers first does. */
final class Exchange {
    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
    private static final int OK = 200;
    private static final HttpField CLOSE = new PreEncodedHttpField(HttpHeader.CONNECTION, "close");
    private static final String SHED = "Millrace-Shed";

    private final Request request;
    private final Response response;
    private final Callback callback;
    private final Drain drain;
    private RouteMetrics metrics;
    private AnswerFormat format = AnswerFormat.EVENTS;
    private ByteBudget.Share share;
    private long reserved;
    private boolean answered;

    Exchange(Request request, Response response, Callback callback, Drain drain, RouteMetrics metrics) {
        this.request = request;
        this.response = response;
        this.callback = callback;
        this.drain = drain;
        this.metrics = metrics;
        drain.requestBegan();
    }

    Request request() {
        return request;
    }

    /** From now on it counts for that pipeline. */
    void isFor(RouteMetrics ofPipeline) {
        metrics = ofPipeline;
    }

    /** From now on the client is told like that. */
    void isToldIn(AnswerFormat ofClient) {
        format = ofClient;
    }

    /** Those bytes are taken from that budget already. */
    void holds(ByteBudget.Share of, long bytes) {
        share = of;
        reserved = bytes;
    }

    /** Whether there is room for more bytes; false as well when it is answered. */
    synchronized boolean reserve(long bytes) {
        if (answered || !share.reserve(bytes)) {
            return false;
        }
        reserved += bytes;
        return true;
    }

    synchronized boolean isAnswered() {
        return answered;
    }

    /** How many bytes it holds. */
    synchronized long reserved() {
        return reserved;
    }

    /** All events have their final outcome. */
    void succeed(Delivery delivery) {
        if (begin()) {
            write(OK, false, format.settled(delivery), callback::succeeded);
        }
    }

    /** Some events are to be repeated. */
    void askToRepeat(Delivery delivery, int seconds) {
        if (begin()) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, seconds);
            write(format.status(Problem.NOT_ACKNOWLEDGED), true, format.unsettled(delivery), callback::succeeded);
        }
    }

    void refuse(Refusal refusal) {
        if (!begin()) {
            return;
        }
        HttpFields.Mutable headers = response.getHeaders();
        if (refusal.retryAfter() > 0) {
            headers.put(HttpHeader.RETRY_AFTER, refusal.retryAfter());
        }
        if (refusal.reason() != null) {
            headers.put(SHED, refusal.reason().label());
            metrics.shed(refusal.reason());
        }
        switch (refusal.problem()) {
            case UNAUTHENTICATED -> headers.put(HttpHeader.WWW_AUTHENTICATE, "Bearer");
            case METHOD_NOT_ALLOWED -> headers.put(HttpHeader.ALLOW, "POST");
            case UNSUPPORTED_ENCODING -> headers.put(HttpHeader.ACCEPT_ENCODING, "gzip, zstd");
            default -> {}
        }
        Problem problem = refusal.problem();
        byte[] body = format.refused(problem, refusal.getMessage());
        if (!Remainder.isSmall(request) || problem == Problem.TOO_SLOW) {
            headers.put(CLOSE);
        }
        boolean mayCome = problem != Problem.TOO_SLOW && !Remainder.isHeldBack(request);
        write(format.status(problem), true, body, mayCome ? new Remainder(request, callback) : callback::succeeded);
    }

    /** The client is gone, or nothing sensible can be said to it. */
    void abandon(Throwable cause) {
        if (begin()) {
            end();
            callback.failed(cause);
        }
    }

    /** A fault of ours. */
    void fail(Throwable cause) {
        if (isAnswered()) {
            // Whoever reads on after somebody else has refused the request may be told that it is over.
            return;
        }
        LOG.atError()
                .addKeyValue("failure", cause.getClass().getName())
                .setCause(cause)
                .log("A request failed");
        refuse(Refusal.of(Problem.INTERNAL, null));
    }

    private synchronized boolean begin() {
        boolean first = !answered;
        answered = true;
        return first;
    }

    /** {@code then} goes on when it is written. */
    private void write(int status, boolean isProblem, byte[] body, Runnable then) {
        metrics.answered(status);
        response.setStatus(status);
        response.getHeaders().put(format.type(isProblem));
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        if (drain.isLeaving()) {
            response.getHeaders().put(CLOSE);
        }
        release();
        response.write(
                true,
                ByteBuffer.wrap(body),
                Callback.from(
                        () -> {
                            drain.requestEnded();
                            then.run();
                        },
                        failure -> {
                            drain.requestEnded();
                            callback.failed(failure);
                        }));
    }

    private void end() {
        release();
        drain.requestEnded();
    }

    private synchronized void release() {
        if (share != null) {
            share.release(reserved);
            reserved = 0;
        }
    }
}
