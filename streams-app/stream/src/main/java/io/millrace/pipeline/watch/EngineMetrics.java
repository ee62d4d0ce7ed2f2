// SPDX-License-Identifier: Apache-2.0
package io.millrace.pipeline.watch;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.metrics.Metric;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.apache.kafka.common.MetricName;

/**
 * What Kafka Streams and its clients measure themselves, by the names of METRICS.md. Read when somebody asks, at most once a second.
 * Lives as long as the registry. Thread-safe.
 */
public final class EngineMetrics {
    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final List<Metric> COUNTED = List.of(
            Metric.PRODUCE_ERRORS, Metric.PRODUCE_RETRIES, Metric.DEAD_LETTER_FAILURES, Metric.DEAD_LETTER_RETRIES);
    private static final String PRODUCER = "producer-metrics";
    private static final String PRODUCER_TOPIC = "producer-topic-metrics";

    private final Supplier<Map<MetricName, ? extends org.apache.kafka.common.Metric>> metrics;
    private final String source;
    private final String dlq;
    private final Map<MetricName, Double> last = new HashMap<>();
    private final Map<Metric, Double> totals = new HashMap<>();

    private Map<MetricName, ? extends org.apache.kafka.common.Metric> read = Map.of();
    private long readAt;
    private boolean isRead;

    /**
     * @param metrics of the present run; empty while there is none
     * @param source the topic whose lag counts
     * @param dlq the topic of dead letters
     */
    public EngineMetrics(
            MeterRegistry registry,
            String pipeline,
            String source,
            String dlq,
            Supplier<Map<MetricName, ? extends org.apache.kafka.common.Metric>> metrics) {
        this.metrics = metrics;
        this.source = source;
        this.dlq = dlq;
        gauge(registry, Metric.CONSUMER_LAG, pipeline, engine -> engine.lags().sum());
        gauge(registry, Metric.CONSUMER_LAG_MAX, pipeline, engine -> engine.lags()
                .max()
                .orElse(0));
        gauge(registry, Metric.RESTORE_LEFT, pipeline, engine -> engine.values(
                        "stream-task-metrics", "restore-remaining-records-total", Map.of())
                .sum());
        gauge(registry, Metric.THREADS_ALIVE, pipeline, engine -> engine.values(
                        "stream-metrics", "alive-stream-threads", Map.of())
                .sum());
        COUNTED.forEach(metric -> counter(registry, metric, pipeline));
    }

    private void gauge(MeterRegistry registry, Metric metric, String pipeline, ToDoubleFunction<EngineMetrics> value) {
        Gauge.builder(metric.meter(), this, value)
                .tags("pipeline", pipeline)
                .strongReference(true)
                .register(registry);
    }

    private void counter(MeterRegistry registry, Metric metric, String pipeline) {
        FunctionCounter.builder(metric.meter(), this, engine -> engine.total(metric))
                .tags("pipeline", pipeline)
                .register(registry);
    }

    private DoubleStream lags() {
        return values("consumer-fetch-manager-metrics", "records-lag", Map.of("topic", source));
    }

    private DoubleStream values(String group, String name, Map<String, String> tags) {
        return named(group, name, tags).stream().mapToDouble(this::value);
    }

    private double value(MetricName name) {
        double value = read.get(name).metricValue() instanceof Number number ? number.doubleValue() : 0;
        return Double.isNaN(value) ? 0 : value;
    }

    private synchronized List<MetricName> named(String group, String name, Map<String, String> tags) {
        long now = System.nanoTime();
        if (!isRead || now - readAt > FRESH_NANOS) {
            read = metrics.get();
            readAt = now;
            isRead = true;
        }
        return read.keySet().stream()
                .filter(metric -> metric.name().equals(name) && metric.group().equals(group))
                .filter(metric -> metric.tags().entrySet().containsAll(tags.entrySet()))
                .toList();
    }

    /** To be called before a producer ends, or else what it has counted since somebody last asked goes with it. */
    public synchronized void keep() {
        isRead = false;
        COUNTED.forEach(this::total);
    }

    /** A producer that is replaced takes its figures with it, so what each has added is kept. */
    private synchronized double total(Metric metric) {
        List<MetricName> names =
                switch (metric) {
                    case PRODUCE_ERRORS -> named(PRODUCER, "record-error-total", Map.of());
                    case PRODUCE_RETRIES -> named(PRODUCER, "record-retry-total", Map.of());
                    case DEAD_LETTER_FAILURES -> named(PRODUCER_TOPIC, "record-error-total", Map.of("topic", dlq));
                    case DEAD_LETTER_RETRIES -> named(PRODUCER_TOPIC, "record-retry-total", Map.of("topic", dlq));
                    default -> throw new IllegalArgumentException(metric.name());
                };
        for (MetricName name : names) {
            double now = value(name);
            double before = last.getOrDefault(name, 0.0);
            totals.merge(metric, now < before ? now : now - before, Double::sum);
            last.put(name, now);
        }
        return totals.getOrDefault(metric, 0.0);
    }
}
