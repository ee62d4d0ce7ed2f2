// SPDX-License-Identifier: Apache-2.0
package io.millrace.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.schemas.CloseReason;
import io.millrace.schemas.DeadLetterReason;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PipelineMetricsTest {
    private static final long NOW_NANOS = System.nanoTime();

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final PipelineMetrics metrics =
            new PipelineMetrics(registry, "clicks", List.of("errors"), List.of("perMinute"));

    private double counter(Metric metric, String... tags) {
        return registry.get(metric.meter()).tags(tags).counter().count();
    }

    private double gauge(Metric metric) {
        return registry.get(metric.meter()).tag("pipeline", "clicks").gauge().value();
    }

    private double functionCounter(Metric metric) {
        return registry.get(metric.meter()).functionCounter().count();
    }

    /** Those that come after are of the pipeline as a whole, or of the process. */
    @Test
    void shouldShowEveryMetricOfAPipelineFromTheStart() {
        Set<String> shown = registry.getMeters().stream()
                .map(meter -> meter.getId().getName())
                .collect(Collectors.toSet());

        assertThat(shown)
                .isEqualTo(Arrays.stream(Metric.values())
                        .filter(metric -> metric.compareTo(Metric.PIPELINE_RUNNING) < 0)
                        .map(Metric::meter)
                        .collect(Collectors.toSet()));
    }

    @Test
    void shouldTagMetricsAsDeclared() {
        for (Meter meter : registry.getMeters()) {
            Metric declared = Arrays.stream(Metric.values())
                    .filter(metric -> metric.meter().equals(meter.getId().getName()))
                    .findFirst()
                    .orElseThrow();

            String tags =
                    meter.getId().getTags().stream().map(tag -> tag.getKey()).collect(Collectors.joining(", "));
            assertThat(tags).as(declared.name()).isEqualTo(declared.tags());
            assertThat(meter.getId().getType().name().toLowerCase(Locale.ROOT))
                    .as(declared.name())
                    .isEqualTo(declared.type());
        }
    }

    @Test
    void shouldCountByReason() {
        metrics.events(2);
        metrics.late();
        metrics.deadLetter(DeadLetterReason.MALFORMED);
        metrics.batch(CloseReason.AGE, 7, 700);
        metrics.batch(CloseReason.AGE, 3, 300);
        metrics.registryRetry();

        assertThat(functionCounter(Metric.EVENTS)).isEqualTo(2);
        assertThat(functionCounter(Metric.LATE)).isEqualTo(1);
        assertThat(counter(Metric.DEAD_LETTERS, "reason", "MALFORMED")).isEqualTo(1);
        assertThat(counter(Metric.DEAD_LETTERS, "reason", "LATE")).isZero();
        assertThat(counter(Metric.BATCHES, "reason", "AGE")).isEqualTo(2);
        assertThat(counter(Metric.BATCHED_EVENTS, "reason", "AGE")).isEqualTo(10);
        assertThat(counter(Metric.BATCHED_BYTES, "reason", "AGE")).isEqualTo(1000);
        assertThat(counter(Metric.BATCHES, "reason", "WINDOW")).isZero();
        assertThat(counter(Metric.REGISTRY_RETRIES)).isEqualTo(1);
    }

    @Test
    void shouldLetTheAgeGrowWhileATaskStandsStill() {
        long anHourAgo = NOW_NANOS - TimeUnit.HOURS.toNanos(1);
        metrics.show("0_0", new TaskGauges(1, 0, TaskGauges.NONE, 5_000, anHourAgo));

        assertThat(gauge(Metric.OLDEST_OPEN)).isGreaterThanOrEqualTo(3_605);
    }

    @Test
    void shouldAddUpTheTasksThatAreHere() {
        metrics.show("0_0", new TaskGauges(1, 10, TaskGauges.NONE, TaskGauges.NONE, NOW_NANOS));
        metrics.show("0_1", new TaskGauges(1, 5, TaskGauges.NONE, TaskGauges.NONE, NOW_NANOS));
        metrics.show("0_1", new TaskGauges(2, 20, TaskGauges.NONE, TaskGauges.NONE, NOW_NANOS));
        metrics.show("0_2", new TaskGauges(4, 40, TaskGauges.NONE, TaskGauges.NONE, NOW_NANOS));
        metrics.hide("0_2");

        assertThat(gauge(Metric.OPEN_BATCHES)).isEqualTo(3);
        assertThat(gauge(Metric.BUFFERED_BYTES)).isEqualTo(30);
    }

    @Test
    void shouldShowTheLagOfTheSlowestPartition() {
        long now = System.currentTimeMillis();
        metrics.show("0_0", new TaskGauges(1, 0, now - 60_000, 4_000, NOW_NANOS));
        metrics.show("0_1", new TaskGauges(1, 0, now - 10_000, 9_000, NOW_NANOS));
        metrics.show("0_2", new TaskGauges(0, 0, TaskGauges.NONE, TaskGauges.NONE, NOW_NANOS));

        assertThat(gauge(Metric.WATERMARK_LAG)).isCloseTo(60, within(5.0));
        assertThat(gauge(Metric.OLDEST_OPEN)).isCloseTo(9, within(5.0));
    }

    @Test
    void shouldShowNoLagWhereThereIsNoTimeYetOrTheClockIsBehind() {
        assertThat(gauge(Metric.WATERMARK_LAG)).isZero();

        long ahead = System.currentTimeMillis() + 3_600_000;
        metrics.show("0_0", new TaskGauges(0, 0, ahead, TaskGauges.NONE, NOW_NANOS));

        assertThat(gauge(Metric.WATERMARK_LAG)).isZero();
        assertThat(gauge(Metric.OLDEST_OPEN)).isZero();
    }

    @Test
    void shouldKeepPipelinesApart() {
        PipelineMetrics logs = new PipelineMetrics(registry, "logs");
        logs.deadLetter(DeadLetterReason.LATE);

        assertThat(counter(Metric.DEAD_LETTERS, "pipeline", "clicks", "reason", "LATE"))
                .isZero();
        assertThat(counter(Metric.DEAD_LETTERS, "pipeline", "logs", "reason", "LATE"))
                .isEqualTo(1);
    }
}
