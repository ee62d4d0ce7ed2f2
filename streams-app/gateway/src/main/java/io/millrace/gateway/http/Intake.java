// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.http;

import io.millrace.config.gateway.GatewayLimits;
import io.millrace.gateway.access.Client;
import io.millrace.gateway.admission.Admission;
import io.millrace.gateway.admission.ShedReason;
import io.millrace.gateway.admission.Waiting;
import io.millrace.gateway.answer.Problem;
import io.millrace.gateway.answer.Refusal;
import io.millrace.gateway.frame.Items;
import io.millrace.gateway.frame.MalformedFrameException;
import io.millrace.gateway.frame.TooManyItemsException;
import io.millrace.gateway.metrics.Outcome;
import io.millrace.gateway.otlp.Room;
import io.millrace.gateway.send.Delivery;
import io.millrace.gateway.send.Envelope;
import io.millrace.schemas.encode.EventFormat;

/** One request from its body to its answer. */
final class Intake {
    private final Exchange exchange;
    private final Route route;
    private final Client client;
    /** Null for a request without an idempotency key. */
    private final String clientsName;

    private final BodyKind kind;
    private final GatewayLimits limits;
    private final Admission admission;
    private Envelope envelope;
    private long content;
    private long taken;

    Intake(Exchange exchange, Route route, Client client, Envelope envelope, BodyKind kind, GatewayLimits limits) {
        this.exchange = exchange;
        this.route = route;
        this.client = client;
        this.envelope = envelope;
        this.clientsName = envelope.requestKey();
        this.kind = kind;
        this.limits = limits;
        this.admission = route.admission();
    }

    void unpackAndTake(Body packed, String encoding, Decompression decompression) {
        try {
            Body body = decompression.unpack(packed, encoding);
            if (!exchange.reserve(body.length())) {
                throw shed(ShedReason.BYTES);
            }
            take(body);
        } catch (Refusal e) {
            exchange.refuse(e);
        } catch (RuntimeException | Error e) {
            exchange.fail(e);
        }
    }

    void take(Body body) {
        try {
            send(body);
        } catch (Refusal e) {
            exchange.refuse(e);
        } catch (RuntimeException | Error e) {
            exchange.fail(e);
        }
    }

    private void send(Body body) throws Refusal {
        Items items = split(body);
        route.metrics().decoded(body.length());
        if (clientsName != null) {
            content = RequestKeys.content(body);
            if (route.keys().isForAnother(clientsName, content)) {
                throw Refusal.of(Problem.KEY_REUSED, null);
            }
        }
        if (kind.logs() != null && clientsName == null) {
            envelope = envelope.named(RequestKeys.derived(body));
        }
        EventFormat values = route.sender().format();
        if (values == null) {
            throw shed(ShedReason.NOT_READY);
        }
        if (!exchange.reserve((long) items.count() * GatewayLimits.EVENT_BYTES)) {
            throw shed(ShedReason.BYTES);
        }
        long begin = System.nanoTime();
        Waiting waiting = admission.begin(exchange.reserved(), begin);
        if (waiting == null) {
            throw shed(ShedReason.BUFFER);
        }
        if (client.quota() != null) {
            client.quota().charge(items.count());
        }
        Delivery delivery = new Delivery(items.count(), complete -> answer(complete, waiting, begin));
        route.sender().send(envelope, items, values, delivery);
    }

    private Items split(Body body) throws Refusal {
        try {
            if (kind.logs() == null) {
                return kind.frame().split(body.bytes(), body.length(), limits.maxItems());
            }
            int mostBytes = GatewayLimits.EVENT_FACTOR * limits.maxBytes();
            Room room = new Room(
                    limits.maxItems(), route.sender().maxBytes(), mostBytes, more -> takeBeside(body.length(), more));
            return kind.logs().events(body.bytes(), body.length(), room, System.currentTimeMillis());
        } catch (TooManyItemsException e) {
            throw Refusal.of(Problem.TOO_MANY_EVENTS, e.getMessage());
        } catch (MalformedFrameException e) {
            throw Refusal.of(Problem.NO_FRAME, e.getMessage());
        }
    }

    /** The body goes when its events are there, so only what they take beyond it is taken from the budget. */
    private void takeBeside(long body, long more) throws Refusal {
        long beyond = Math.max(0, taken + more - body) - Math.max(0, taken - body);
        taken += more;
        if (!exchange.reserve(beyond)) {
            throw shed(ShedReason.BYTES);
        }
    }

    private Refusal shed(ShedReason reason) {
        return Refusal.shed(reason, admission.retryAfterSeconds(System.nanoTime()));
    }

    /** Called by the thread that learns the last outcome. */
    private void answer(Delivery delivery, Waiting waiting, long begin) {
        waiting.end();
        int acknowledged = delivery.acknowledged();
        int toRepeat = delivery.toRepeat();
        route.metrics().events(Outcome.ACKED, acknowledged);
        route.metrics().events(Outcome.REJECTED, delivery.events() - acknowledged - toRepeat);
        route.metrics().events(Outcome.RETRY, toRepeat);
        long now = System.nanoTime();
        if (acknowledged > 0) {
            route.metrics().acknowledged(now - begin);
            admission.rate().acknowledged(exchange.reserved());
            admission.breaker().succeeded();
        } else if (toRepeat > 0) {
            admission.breaker().failed(now);
        }
        if (toRepeat == 0) {
            if (clientsName != null) {
                route.keys().add(clientsName, content);
            }
            exchange.succeed(delivery);
            return;
        }
        route.unacknowledged().say(delivery.lastFailure(), now);
        exchange.askToRepeat(delivery, admission.retryAfterSeconds(now));
    }
}
