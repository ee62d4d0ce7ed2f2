// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.metrics.Metric;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamMetricsTest {

    @Test
    void shouldAddUpProcessesAndReasons() {
        // Given
        String one = """
                # TYPE millrace_batches_total counter
                millrace_batches_total{pipeline="clicks",reason="AGE"} 2.0
                millrace_batches_total{pipeline="clicks",reason="EVENTS"} 1.0E1
                millrace_batches_total{pipeline="logs",reason="AGE"} 5.0
                millrace_events_total{pipeline="clicks"} 7.0
                """;

        // When
        StreamMetrics metrics =
                new StreamMetrics(List.of(one, "millrace_batches_total{pipeline=\"clicks\",reason=\"AGE\"} 3.0"));

        // Then
        assertThat(metrics.sum(Metric.BATCHES, "clicks")).isEqualTo(15);
        assertThat(metrics.sum(Metric.EVENTS, "clicks")).isEqualTo(7);
        assertThat(metrics.sum(Metric.BATCHES, "orders")).isZero();
    }
}
