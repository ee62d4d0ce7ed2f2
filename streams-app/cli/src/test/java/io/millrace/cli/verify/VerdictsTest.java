// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.millrace.kit.GeneratedFile;
import io.millrace.operations.verify.account.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class VerdictsTest {
    private static final String HEAD = """
            # Metrics of verify

            Made from the metrics that the code declares; do not edit it by hand. `VerdictsTest` says how: with
            `-Dmillrace.update.docs=true`.

            `millrace verify --every DURATION` exposes them in the Prometheus text format at `/metrics` on `--metrics-port`. Every
            combination of tags is there from the start.

            | metric | type | tags | meaning |
            | --- | --- | --- | --- |
            """;

    private static final String TAIL = """

            | tag | values |
            | --- | --- |
            | `pipeline` | the names in `pipelines` |
            | `verdict` | %s |
            """;

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Verdicts verdicts = new Verdicts(registry, Duration.ofMinutes(5), List.of("clicks", "logs"));

    @Test
    void shouldKeepTheListUpToDate() throws IOException {
        String rows =
                Arrays.stream(VerifyMetric.values()).map(VerifyMetric::row).collect(Collectors.joining());
        String values =
                Arrays.stream(Verdict.values()).map(Verdicts::label).collect(Collectors.joining("`, `", "`", "`"));

        GeneratedFile.assertCurrent("streams-app/cli/METRICS.md", HEAD + rows + TAIL.formatted(values));
    }

    @Test
    void shouldShowEachMetricFromTheStart() {
        assertThat(Arrays.stream(VerifyMetric.values()).map(VerifyMetric::prometheusName))
                .allMatch(name -> registry.scrape().contains("# TYPE " + name + " gauge"));
        assertThat(registry.scrape())
                .contains("millrace_verify_verdict{pipeline=\"clicks\",verdict=\"conserved\"} 0.0")
                .contains("millrace_verify_timestamp_seconds{pipeline=\"logs\"} 0.0")
                .contains("millrace_verify_interval_seconds 300.0");
    }

    @Test
    void shouldShowTheLastVerdictOfEachPipelineAlone() {
        verdicts.found("clicks", Verdict.NOT_CONSERVED, Instant.ofEpochSecond(50));
        verdicts.found("clicks", Verdict.CONSERVED, Instant.ofEpochSecond(70));
        verdicts.found("logs", Verdict.UNKNOWN, Instant.ofEpochSecond(60));

        assertThat(registry.scrape())
                .contains("millrace_verify_verdict{pipeline=\"clicks\",verdict=\"conserved\"} 1.0")
                .contains("millrace_verify_verdict{pipeline=\"clicks\",verdict=\"not_conserved\"} 0.0")
                .contains("millrace_verify_verdict{pipeline=\"logs\",verdict=\"unknown\"} 1.0")
                .contains("millrace_verify_verdict{pipeline=\"logs\",verdict=\"conserved\"} 0.0")
                .contains("millrace_verify_timestamp_seconds{pipeline=\"clicks\"} 70.0");
        assertThat(verdicts.text())
                .isEqualTo(
                        "clicks conserved, 1970-01-01T00:01:10Z\nlogs could not be found out, 1970-01-01T00:01:00Z\n");
    }
}
