// SPDX-License-Identifier: Apache-2.0
package io.millrace.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.kit.GeneratedFile;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MetricTest {
    @Test
    void shouldHaveEachNameOnce() {
        assertThat(Metric.values()).extracting(Metric::prometheusName).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource
    void shouldBeNamedAndExplainedAsOperatorsExpect(Metric metric) {
        assertThat(metric.meter()).matches("millrace(\\.[a-z]+)+");
        assertThat(metric.type()).isIn("counter", "gauge");
        assertThat(metric.doc()).endsWith(".");
        assertThat(metric.prometheusName().endsWith("_total"))
                .isEqualTo(metric.type().equals("counter"));
    }

    @Test
    void shouldKeepTheListOfMetricsUpToDate() throws IOException {
        GeneratedFile.assertCurrent("METRICS.md", MetricsDocs.text());
    }

    @Test
    void shouldSumOnePipelineOverAllReasons() {
        String metrics = """
                # TYPE millrace_batches_total counter
                millrace_batches_total{pipeline="clicks",reason="AGE"} 107.0
                millrace_batches_total{pipeline="clicks",reason="BYTES"} 4.3E1
                millrace_batches_total{pipeline="logs",reason="AGE"} 5.0
                millrace_batches_total_other{pipeline="clicks"} 9.0
                """;

        assertThat(Metric.BATCHES.sumIn(metrics, "clicks")).isEqualTo(150);
        assertThat(Metric.BATCHES.sumIn(metrics, "none")).isZero();
    }

    @Test
    void shouldReadWhatAProcessShowsOfItself() {
        String metrics = """
                # TYPE process_cpu_time_ns_total counter
                process_cpu_time_ns_total 2.5E9
                process_cpu_time_ns_total_other 9.0
                """;

        assertThat(ProcessMetric.CPU_TIME.in(metrics)).isEqualTo(2.5e9);
        assertThat(ProcessMetric.UPTIME.in(metrics)).isZero();
    }
}
