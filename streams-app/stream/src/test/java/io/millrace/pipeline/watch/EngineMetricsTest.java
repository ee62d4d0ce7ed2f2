// SPDX-License-Identifier: Apache-2.0
package io.millrace.pipeline.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.metrics.Metric;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.MetricName;
import org.junit.jupiter.api.Test;

class EngineMetricsTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private volatile Map<MetricName, org.apache.kafka.common.Metric> measured = Map.of();

    private record Measured(MetricName metricName, Object metricValue) implements org.apache.kafka.common.Metric {}

    /** @param values by the client's id */
    private void measured(String name, String group, Map<String, String> tags, Map<String, Double> values) {
        Map<MetricName, org.apache.kafka.common.Metric> next = new HashMap<>();
        values.forEach((client, value) -> {
            Map<String, String> all = new HashMap<>(tags);
            all.put("client-id", client);
            MetricName metric = new MetricName(name, group, "", all);
            next.put(metric, new Measured(metric, value));
        });
        measured = next;
    }

    private EngineMetrics metrics() {
        return new EngineMetrics(registry, "p", "p.events", "p.dlq", () -> measured);
    }

    @Test
    void shouldNeverCountBackWhenAProducerIsReplaced() {
        EngineMetrics unused = metrics();
        measured("record-error-total", "producer-metrics", Map.of(), Map.of("one", 3.0));
        awaitErrors(3);

        measured("record-error-total", "producer-metrics", Map.of(), Map.of("one", 1.0));
        awaitErrors(4);

        measured("record-error-total", "producer-metrics", Map.of(), Map.of("two", 2.0));
        awaitErrors(6);

        measured = Map.of();
        awaitErrors(6);
    }

    @Test
    void shouldKeepWhatAProducerCountedBetweenTwoScrapes() {
        EngineMetrics metrics = metrics();
        awaitErrors(0);
        measured("record-error-total", "producer-topic-metrics", Map.of("topic", "p.dlq"), Map.of("one", 1.0));

        metrics.keep();
        measured = Map.of();

        assertThat(registry.get(Metric.DEAD_LETTER_FAILURES.meter())
                        .functionCounter()
                        .count())
                .isEqualTo(1);
    }

    private void awaitErrors(double expected) {
        await().untilAsserted(() -> assertThat(registry.get(Metric.PRODUCE_ERRORS.meter())
                        .functionCounter()
                        .count())
                .isEqualTo(expected));
    }

    @Test
    void shouldAddUpTheLagOfTheSourceAndOfNothingElse() {
        EngineMetrics unused = metrics();
        String group = "consumer-fetch-manager-metrics";
        Map<String, Double> lags = Map.of("one", 5.0, "two", 7.0, "three", Double.NaN);
        measured("records-lag", group, Map.of("topic", "p.events"), lags);
        Map<MetricName, org.apache.kafka.common.Metric> both = new HashMap<>(measured);
        measured("records-lag", group, Map.of("topic", "p.other"), Map.of("one", 100.0));
        both.putAll(measured);
        measured = both;

        assertThat(gauge(Metric.CONSUMER_LAG)).isEqualTo(12);
        assertThat(gauge(Metric.CONSUMER_LAG_MAX)).isEqualTo(7);
        assertThat(gauge(Metric.THREADS_ALIVE)).isZero();
    }

    private double gauge(Metric metric) {
        return registry.get(metric.meter()).gauge().value();
    }
}
