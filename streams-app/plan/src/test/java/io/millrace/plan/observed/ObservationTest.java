// SPDX-License-Identifier: Apache-2.0
package io.millrace.plan.observed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.metrics.Metric;
import io.millrace.plan.observed.Observation.UnansweredException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ObservationTest {
    @Test
    void shouldSumOnePipelineOverAllReasons() {
        String metrics = """
                # TYPE millrace_batches_total counter
                millrace_batches_total{pipeline="clicks",reason="AGE"} 107.0
                millrace_batches_total{pipeline="clicks",reason="BYTES"} 4.3E1
                millrace_batches_total{pipeline="logs",reason="AGE"} 5.0
                millrace_batches_total_other{pipeline="clicks"} 9.0
                """;

        assertThat(Observation.sum(metrics, Metric.BATCHES, "clicks")).isEqualTo(150);
        assertThat(Observation.sum(metrics, Metric.BATCHES, "none")).isZero();
    }

    @Test
    void shouldNameTheProcessThatDoesNotAnswer() {
        URI nobody = URI.create("http://127.0.0.1:1");

        assertThatThrownBy(() -> Observation.of(List.of(nobody), "clicks", Duration.ZERO))
                .isInstanceOf(UnansweredException.class)
                .hasMessageContaining("http://127.0.0.1:1");
    }
}
