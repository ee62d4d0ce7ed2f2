// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.http;

import io.millrace.config.gateway.GatewayLimits;
import io.millrace.gateway.access.Authenticator;
import io.millrace.gateway.access.Client;
import io.millrace.gateway.admission.ShedReason;
import io.millrace.gateway.metrics.RouteMetrics;
import io.millrace.gateway.send.Envelope;
import java.security.cert.X509Certificate;
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

/** {@code POST /v1/pipelines/<p>/events}: everything that is decided before the body is read, in the order of the contract. */
public final class EventsHandler extends Handler.Abstract.NonBlocking {
    private static final String PREFIX = "/v1/pipelines/";
    private static final String SUFFIX = "/events";

    /** Larger bodies, and packed ones, are taken apart beside the threads that read from sockets. */
    private static final int SMALL = 16 * 1024;

    private final Map<String, Route> routes;
    private final Authenticator authenticator;
    private final GatewayLimits limits;
    private final Drain drain;
    private final SlowBodies slow;
    private final RouteMetrics unrouted;
    private final Decompression decompression;

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
        String pipeline = pipeline(Request.getPathInContext(request));
        Client client = authenticator.client(headers.get(HttpHeader.AUTHORIZATION), certificate(request));
        if (client == null) {
            throw Refusal.of(Problem.UNAUTHENTICATED, null);
        }
        Route route = routes.get(pipeline);
        if (route == null) {
            throw Refusal.of(Problem.UNKNOWN_PIPELINE, null);
        }
        exchange.isFor(route.metrics());
        if (!client.maySendTo(pipeline)) {
            throw Refusal.of(Problem.FORBIDDEN, null);
        }
        if (!request.getMethod().equals("POST")) {
            throw Refusal.of(Problem.METHOD_NOT_ALLOWED, null);
        }
        boolean isCloudEvent = CloudEventHeaders.areIn(headers);
        BodyKind kind = BodyKind.of(headers.get(HttpHeader.CONTENT_TYPE), isCloudEvent, route.isAvro());
        String encoding = Decompression.encoding(headers);
        long latest = System.currentTimeMillis() + route.maxAheadMs();
        Envelope envelope = RequestHeaders.envelope(headers, kind, isCloudEvent, latest);
        if (request.getLength() > limits.maxBytes()) {
            throw Refusal.of(Problem.BODY_TOO_LARGE, "more than " + limits.maxBytes() + " bytes");
        }
        letIn(exchange, route, client);
        Intake intake = new Intake(exchange, route, client, envelope, kind.frame(), limits.maxItems());
        read(exchange, route, intake, encoding);
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

    private static String pipeline(String path) throws Refusal {
        if (!path.startsWith(PREFIX) || !path.endsWith(SUFFIX) || path.length() <= PREFIX.length() + SUFFIX.length()) {
            throw Refusal.of(Problem.NOT_FOUND, "events go to " + PREFIX + "<pipeline>" + SUFFIX);
        }
        return path.substring(PREFIX.length(), path.length() - SUFFIX.length());
    }

    private static X500Principal certificate(Request request) {
        Object tls = request.getAttribute(EndPoint.SslSessionData.ATTRIBUTE);
        X509Certificate[] chain = tls instanceof EndPoint.SslSessionData data ? data.peerCertificates() : null;
        return chain == null || chain.length == 0 ? null : chain[0].getSubjectX500Principal();
    }
}
