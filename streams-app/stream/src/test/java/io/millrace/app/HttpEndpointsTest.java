// SPDX-License-Identifier: Apache-2.0
package io.millrace.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.millrace.config.MillraceConfig;
import io.millrace.instance.PipelineStatus;
import io.millrace.metrics.Metric;
import io.millrace.pipeline.Pipelines;
import io.millrace.pipeline.start.StartException;
import io.millrace.pipeline.watch.BrokerFigures;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpEndpointsTest {
    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private volatile Map<String, PipelineStatus> pipelines = Map.of("clicks", new PipelineStatus("RUNNING", null));
    private HttpEndpoints endpoints;

    @BeforeEach
    void start() {
        endpoints = new HttpEndpoints(config(0), metrics, () -> Health.of(pipelines));
        endpoints.start();
    }

    @AfterEach
    void stop() {
        endpoints.close();
    }

    private static MillraceConfig config(int port) {
        return MillraceConfig.of(Map.of("http.port", Integer.toString(port)));
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + endpoints.port() + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    @ParameterizedTest
    @CsvSource({
        "RUNNING, RUNNING, 200, 200",
        "CREATED, RUNNING, 200, 503",
        "RUNNING, REBALANCING, 200, 503",
        "PENDING_SHUTDOWN, RUNNING, 200, 503",
        "NOT_RUNNING, NOT_RUNNING, 200, 503",
        "FAILED, RUNNING, 200, 503",
        "FAILED, FAILED, 503, 503"
    })
    void shouldAnswerByTheStatesOfThePipelines(String clicks, String logs, int live, int ready) throws Exception {
        pipelines = new TreeMap<>(Map.of(
                "clicks",
                clicks.equals("FAILED") ? PipelineStatus.failed("why") : new PipelineStatus(clicks, null),
                "logs",
                new PipelineStatus(logs, null)));

        HttpResponse<String> liveAnswer = get("/live");
        HttpResponse<String> readyAnswer = get("/ready");

        assertThat(liveAnswer.statusCode()).isEqualTo(live);
        assertThat(readyAnswer.statusCode()).isEqualTo(ready);
        String why = clicks.equals("FAILED") ? ": why" : "";
        assertThat(readyAnswer.body()).isEqualTo("clicks " + clicks + why + "\nlogs " + logs + "\n");
    }

    @Test
    void shouldShowEveryDeclaredMetric() throws Exception {
        Map<String, String> settings = Map.of(
                "pipelines",
                "clicks",
                "pipelines.clicks.routes",
                "x absent -> topic errors",
                "pipelines.clicks.rollups",
                "hourly",
                "pipelines.clicks.rollups.hourly.by",
                "path");
        MillraceConfig config = MillraceConfig.of(settings);
        new Pipelines(config, metrics);
        new BrokerFigures(config, metrics);
        new ShownSettings(metrics, () -> config);
        StateFolder.show(config, metrics);

        HttpResponse<String> answer = get("/metrics");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
        for (Metric metric : Metric.values()) {
            assertThat(answer.body()).contains("\n# TYPE " + metric.prometheusName() + " ");
        }
    }

    @Test
    void shouldSayInOneSentenceThatThePortIsInUse() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            MillraceConfig config = config(other.getLocalPort());

            assertThatExceptionOfType(StartException.class)
                    .isThrownBy(() -> new HttpEndpoints(config, metrics, () -> Health.of(pipelines)))
                    .withMessageContaining("port " + other.getLocalPort())
                    .withMessageContaining("in use by another process")
                    .withMessageContaining("http.port")
                    .withMessageNotContaining("\n");
        }
    }

    @Test
    void shouldRefuseAHostThatIsNotThere() {
        MillraceConfig config = MillraceConfig.of(Map.of("http.host", "no.such.host.invalid", "http.port", "0"));

        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> new HttpEndpoints(config, metrics, () -> Health.of(pipelines)))
                .withMessageContaining("no.such.host.invalid is not an address of this machine (http.host");
    }

    @Test
    void shouldTellAnAddressOfAnotherMachineFromAPortInUse() {
        MillraceConfig config = MillraceConfig.of(Map.of("http.host", "192.0.2.1", "http.port", "8080"));

        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> new HttpEndpoints(config, metrics, () -> Health.of(pipelines)))
                .withMessageContaining("192.0.2.1 is not an address of this machine (http.host");
    }

    @Test
    void shouldFreeThePortWhenClosedOnceOrTwice() {
        int port = endpoints.port();
        endpoints.close();
        endpoints.close();

        assertThatCode(() -> new HttpEndpoints(config(port), metrics, () -> Health.of(pipelines)).close())
                .doesNotThrowAnyException();
    }
}
