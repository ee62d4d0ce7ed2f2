// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.http;

import io.millrace.config.gateway.GatewayLimits;
import io.millrace.gateway.access.Authenticator;
import io.millrace.gateway.access.Client;
import io.millrace.gateway.access.KeysPendingException;
import io.millrace.gateway.admission.ShedReason;
import io.millrace.gateway.answer.Problem;
import io.millrace.gateway.answer.Refusal;
import io.millrace.gateway.metrics.RouteMetrics;
import io.millrace.gateway.otlp.OtlpEncoding;
import io.millrace.gateway.send.Envelope;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import javax.security.auth.x500.X500Principal;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Requests with events or OTLP logs: everything that is decided before the body is read, in the order of the contract. */
public final class EventsHandler extends Handler.Abstract.NonBlocking {
    /** Larger bodies, and packed ones, are taken apart beside the threads that read from sockets. */
    private static final int SMALL = 16 * 1024;

    private final Map<String, Route> routes;
    private final Authenticator authenticator;
    private final GatewayLimits limits;
    private final Drain drain;
    private final SlowBodies slow;
    private final RouteMetrics unrouted;
    private final Decompression decompression;
    /** Null when there is none, or more than one. */
    private final Route onlyOneWithLogs;

    /**
     * A handler for the pipelines of {@code routes}.
     *
     * @param unrouted counts what is for none of them
     */
    public EventsHandler(
            Map<String, Route> routes,
            Authenticator authenticator,
            GatewayLimits limits,
            Drain drain,
            SlowBodies slow,
            RouteMetrics unrouted) {
        this.routes = Map.copyOf(routes);
        this.authenticator = authenticator;
        this.limits = limits;
        this.drain = drain;
        this.slow = slow;
        this.unrouted = unrouted;
        List<Route> withLogs = routes.values().stream().filter(Route::takesLogs).toList();
        this.onlyOneWithLogs = withLogs.size() == 1 ? withLogs.get(0) : null;
        this.decompression = new Decompression(limits.maxBytes(), limits.maxRatio());
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Exchange exchange = new Exchange(request, response, callback, drain, unrouted);
        try {
            admit(exchange);
        } catch (Refusal e) {
            exchange.refuse(e);
        } catch (RuntimeException e) {
            exchange.fail(e);
        }
        return true;
    }

    private void admit(Exchange exchange) throws Refusal {
        Request request = exchange.request();
        HttpFields headers = request.getHeaders();
        Target target = Target.of(Request.getPathInContext(request));
        String contentType = headers.get(HttpHeader.CONTENT_TYPE);
        OtlpEncoding logs = target.isLogs() ? OtlpEncoding.of(BodyKind.mediaType(contentType)) : null;
        if (target.isLogs()) {
            exchange.isToldIn(logs == null ? OtlpEncoding.JSON.answers() : logs.answers());
        }
        Client client = client(request);
        Route route = route(target);
        exchange.isFor(route.metrics());
        if (!client.maySendTo(route.pipeline())) {
            throw Refusal.of(Problem.FORBIDDEN, null);
        }
        if (!request.getMethod().equals("POST")) {
            throw Refusal.of(Problem.METHOD_NOT_ALLOWED, null);
        }
        boolean isCloudEvent = !target.isLogs() && CloudEventHeaders.areIn(headers);
        BodyKind kind =
                target.isLogs() ? BodyKind.ofLogs(logs) : BodyKind.of(contentType, isCloudEvent, route.isAvro());
        String encoding = Decompression.encoding(headers);
        long latest = System.currentTimeMillis() + route.maxAheadMs();
        Envelope envelope = RequestHeaders.envelope(headers, kind, isCloudEvent, latest);
        if (request.getLength() > limits.maxBytes()) {
            throw Refusal.of(Problem.BODY_TOO_LARGE, "more than " + limits.maxBytes() + " bytes");
        }
        letIn(exchange, route, client);
        Intake intake = new Intake(exchange, route, client, envelope, kind, limits);
        read(exchange, route, intake, encoding);
    }

    private Client client(Request request) throws Refusal {
        String authorization = request.getHeaders().get(HttpHeader.AUTHORIZATION);
        try {
            Client client = authenticator.client(authorization, certificate(request));
            if (client == null) {
                throw Refusal.of(Problem.UNAUTHENTICATED, null);
            }
            return client;
        } catch (KeysPendingException e) {
            throw Refusal.shed(e.isNoneKnown() ? ShedReason.NOT_READY : ShedReason.UNKNOWN_KEY, e.retryAfter());
        }
    }

    private static void letIn(Exchange exchange, Route route, Client client) throws Refusal {
        long now = System.nanoTime();
        if (client.quota() != null) {
            int wait = client.quota().secondsToWait(now);
            if (wait > 0) {
                throw Refusal.quota(wait);
            }
        }
        long declared = exchange.request().getLength();
        int bytes = BodyReader.firstBytes(declared);
        ShedReason reason = route.admission().refusal(bytes, Math.max(bytes, declared), now);
        if (reason != null) {
            throw Refusal.shed(reason, route.admission().retryAfterSeconds(now));
        }
        exchange.holds(route.admission().share(), bytes);
    }

    private void read(Exchange exchange, Route route, Intake intake, String encoding) {
        Executor threads = getServer().getThreadPool();
        new BodyReader(exchange, route, limits.maxBytes(), slow, body -> {
                    if (encoding != null) {
                        threads.execute(() -> intake.unpackAndTake(body, encoding, decompression));
                    } else if (body.length() > SMALL) {
                        threads.execute(() -> intake.take(body));
                    } else {
                        intake.take(body);
                    }
                })
                .run();
    }

    private Route route(Target target) throws Refusal {
        boolean isNamed = target.pipeline() != null;
        Route named = isNamed ? routes.get(target.pipeline()) : onlyOneWithLogs;
        if (named == null) {
            throw Refusal.of(
                    Problem.UNKNOWN_PIPELINE,
                    isNamed ? null : "not exactly one takes OTLP logs; /v1/pipelines/<pipeline>/v1/logs names it");
        }
        if (target.isLogs() && !named.takesLogs()) {
            throw Refusal.of(Problem.NOT_FOUND, "this pipeline takes no OTLP logs");
        }
        return named;
    }

    private static X500Principal certificate(Request request) {
        Object tls = request.getAttribute(EndPoint.SslSessionData.ATTRIBUTE);
        X509Certificate[] chain = tls instanceof EndPoint.SslSessionData data ? data.peerCertificates() : null;
        return chain == null || chain.length == 0 ? null : chain[0].getSubjectX500Principal();
    }
}
