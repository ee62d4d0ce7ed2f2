// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.millrace.config.gateway.AdmissionLimits;
import io.millrace.gateway.admission.Admission;
import io.millrace.gateway.admission.ByteBudget;
import io.millrace.gateway.admission.SendPath;
import io.millrace.gateway.admission.ShedReason;
import io.millrace.kit.GeneratedFile;
import io.millrace.metrics.ProcessMetric;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class GatewayMetricsTest {
    private static final String HEAD = """
            # Metrics of the gateway

            Made from the metrics that the code declares; do not edit it by hand. `GatewayMetricsTest` says how: with
            `-Dmillrace.update.docs=true`.

            A gateway exposes them in the Prometheus text format at `/metrics` on `http.port`. Every
            combination of tags is there from the start.

            | metric | type | tags | meaning |
            | --- | --- | --- | --- |
            """;

    private static final String TAIL = """

            | tag | values |
            | --- | --- |
            | `pipeline` | the names in `pipelines`, and `none` for requests for none of them |
            | `status` | %s |
            | `outcome` | %s |
            | `reason` | %s |

            A 503 is a deliberate refusal, for a moment and with nothing lost: count `status="503"` apart from failures.

            Of itself a gateway shows:

            | metric | type | tags | meaning |
            | --- | --- | --- | --- |
            | `millrace_profile_info` | gauge | digest, guarantee, profile | 1, of the profile in effect. |
            %s""";

    @Test
    void shouldKeepTheListUpToDate() throws IOException {
        String rows = Arrays.stream(GatewayMetric.values())
                .map(metric -> "| `" + metric.prometheusName() + "` | " + metric.type() + " | " + metric.tags() + " | "
                        + metric.doc() + " |\n")
                .collect(Collectors.joining());
        String text = HEAD
                + rows
                + TAIL.formatted(
                        names(RouteMetrics.STATUSES.toArray(), String::valueOf),
                        names(Outcome.values(), outcome -> RouteMetrics.label((Outcome) outcome)),
                        names(ShedReason.values(), reason -> ((ShedReason) reason).label()),
                        ProcessMetric.rows());

        GeneratedFile.assertCurrent("streams-app/gateway/METRICS.md", text);
    }

    @Test
    void shouldShowEachMetricFromTheStart() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        RouteMetrics metrics = new RouteMetrics(registry, "p");
        RouteMetrics.showCredentials(registry, () -> 5_000);
        SendPath path = new SendPath() {
            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public boolean isNearlyFull() {
                return false;
            }

            @Override
            public long bufferBytes() {
                return 1_000;
            }
        };
        AdmissionLimits limits = new AdmissionLimits(Duration.ofSeconds(1), 1_000, 1);
        Admission admission = new Admission(limits, new ByteBudget(1_000, 1).share(), path, () -> false, 0);
        RouteMetrics.show(registry, "p", admission);
        admission.refusal(70, 70, 0);
        admission.breaker().failed(0);
        metrics.answered(200);
        metrics.answered(599);
        metrics.shed(ShedReason.QUEUE_AGE);
        metrics.events(Outcome.REJECTED, 3);

        String scrape = registry.scrape();

        for (GatewayMetric metric : GatewayMetric.values()) {
            assertThat(scrape).contains("# TYPE " + metric.prometheusName() + ' ' + metric.type());
        }
        assertThat(scrape)
                .contains("millrace_gateway_requests_total{pipeline=\"p\",status=\"200\"} 1.0")
                .contains("millrace_gateway_requests_total{pipeline=\"p\",status=\"500\"} 1.0")
                .contains("millrace_gateway_shed_total{pipeline=\"p\",reason=\"queue_age\"} 1.0")
                .contains("millrace_gateway_events_total{outcome=\"rejected\",pipeline=\"p\"} 3.0")
                .contains("millrace_gateway_inflight_bytes{pipeline=\"p\"} 70.0")
                .contains("millrace_gateway_breaker_open{pipeline=\"p\"} 1.0")
                .contains("millrace_gateway_credentials_loaded_timestamp_seconds 5.0");
    }

    private static String names(Object[] values, Function<Object, String> name) {
        return Arrays.stream(values)
                .map(name)
                .map(text -> text.toLowerCase(Locale.ROOT))
                .collect(Collectors.joining("`, `", "`", "`"));
    }
}
