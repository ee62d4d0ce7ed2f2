// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.millrace.gateway.admission.Admission;
import io.millrace.gateway.admission.ShedReason;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** The counters of one pipeline, or of requests that name none that there is. Every combination of tags is there from the start. Thread-safe. */
public final class RouteMetrics {
    /** The tag of requests for no pipeline. */
    public static final String NONE = "none";

    /** The statuses that the contract has. */
    static final List<Integer> STATUSES = List.of(200, 400, 401, 403, 404, 405, 408, 413, 415, 422, 429, 431, 500, 503);

    private static final Duration[] BUCKETS = Stream.of(
                    2, 5, 10, 25, 60, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000)
            .map(Duration::ofMillis)
            .toArray(Duration[]::new);
    private static final double NANOS = 1e9;

    private final Map<Integer, Counter> requests = new HashMap<>();
    private final Map<Outcome, Counter> events = new EnumMap<>(Outcome.class);
    private final Map<ShedReason, Counter> shed = new EnumMap<>(ShedReason.class);
    private final Timer ack;
    private final Counter decoded;
    private final Counter replaced;

    public RouteMetrics(MeterRegistry registry, String pipeline) {
        for (int status : STATUSES) {
            requests.put(
                    status, counter(registry, GatewayMetric.REQUESTS, pipeline, "status", Integer.toString(status)));
        }
        for (Outcome outcome : Outcome.values()) {
            events.put(outcome, counter(registry, GatewayMetric.EVENTS, pipeline, "outcome", label(outcome)));
        }
        for (ShedReason reason : ShedReason.values()) {
            shed.put(reason, counter(registry, GatewayMetric.SHED, pipeline, "reason", reason.label()));
        }
        ack = Timer.builder(GatewayMetric.ACK.meter())
                .tags("pipeline", pipeline)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
        decoded = Counter.builder(GatewayMetric.DECODED_BYTES.meter())
                .tags("pipeline", pipeline)
                .register(registry);
        replaced = Counter.builder(GatewayMetric.PRODUCERS_REPLACED.meter())
                .tags("pipeline", pipeline)
                .register(registry);
    }

    static String label(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }

    private static Counter counter(
            MeterRegistry registry, GatewayMetric metric, String pipeline, String tag, String value) {
        return Counter.builder(metric.meter())
                .tags("pipeline", pipeline, tag, value)
                .register(registry);
    }

    /** What admission sees, as gauges. */
    public static void show(MeterRegistry registry, String pipeline, Admission admission) {
        Gauge.builder(GatewayMetric.IN_FLIGHT.meter(), admission, of -> of.share()
                        .used())
                .tags("pipeline", pipeline)
                .register(registry);
        Gauge.builder(
                        GatewayMetric.OLDEST_UNACKED.meter(),
                        admission,
                        of -> of.backlog().oldestNanos(System.nanoTime()) / NANOS)
                .tags("pipeline", pipeline)
                .register(registry);
        Gauge.builder(
                        GatewayMetric.BREAKER_OPEN.meter(),
                        admission,
                        of -> of.breaker().isOpen() ? 1 : 0)
                .tags("pipeline", pipeline)
                .register(registry);
    }

    /** {@code at} is in epoch milliseconds. */
    public static void showCredentials(MeterRegistry registry, LongSupplier at) {
        Gauge.builder(GatewayMetric.CREDENTIALS_LOADED.meter(), at, of -> of.getAsLong() / 1e3)
                .register(registry);
    }

    public void answered(int status) {
        requests.getOrDefault(status, requests.get(500)).increment();
    }

    public void events(Outcome outcome, int count) {
        if (count > 0) {
            events.get(outcome).increment(count);
        }
    }

    public void shed(ShedReason reason) {
        shed.get(reason).increment();
    }

    public void acknowledged(long nanos) {
        ack.record(nanos, TimeUnit.NANOSECONDS);
    }

    public void decoded(long bytes) {
        decoded.increment((double) bytes);
    }

    public void producerReplaced() {
        replaced.increment();
    }
}
