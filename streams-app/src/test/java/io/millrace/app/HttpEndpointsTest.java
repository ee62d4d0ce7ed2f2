package io.millrace.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.micrometer.core.instrument.Counter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.millrace.config.MillraceConfig;
import io.millrace.metrics.Metric;
import io.millrace.metrics.PipelineMetrics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.apache.kafka.streams.KafkaStreams.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpEndpointsTest {
    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private volatile State state = State.RUNNING;
    private HttpEndpoints endpoints;

    @BeforeEach
    void start() {
        endpoints = new HttpEndpoints(config(0), metrics, () -> Health.of(state));
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
        "CREATED, 200, 503",
        "REBALANCING, 200, 503",
        "RUNNING, 200, 200",
        "PENDING_SHUTDOWN, 200, 503",
        "NOT_RUNNING, 200, 503",
        "PENDING_ERROR, 503, 503",
        "ERROR, 503, 503"
    })
    void shouldAnswerByTheStateOfTheStream(State now, int live, int ready) throws Exception {
        state = now;

        HttpResponse<String> liveAnswer = get("/live");
        HttpResponse<String> readyAnswer = get("/ready");

        assertThat(liveAnswer.statusCode()).isEqualTo(live);
        assertThat(readyAnswer.statusCode()).isEqualTo(ready);
        assertThat(readyAnswer.body()).isEqualTo(now + "\n");
    }

    @Test
    void shouldShowEveryDeclaredMetric() throws Exception {
        new PipelineMetrics(metrics, "clicks");
        Counter.builder(Metric.THREADS_REPLACED.meter()).register(metrics);

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
                    .isThrownBy(() -> new HttpEndpoints(config, metrics, () -> Health.of(state)))
                    .withMessageContaining("port " + other.getLocalPort())
                    .withMessageContaining("http.port")
                    .withMessageNotContaining("\n");
        }
    }

    @Test
    void shouldRefuseAHostThatIsNotThere() {
        MillraceConfig config = MillraceConfig.of(Map.of("http.host", "no.such.host.invalid", "http.port", "0"));

        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> new HttpEndpoints(config, metrics, () -> Health.of(state)))
                .withMessageContaining("no.such.host.invalid");
    }

    @Test
    void shouldFreeThePortWhenClosedOnceOrTwice() {
        int port = endpoints.port();
        endpoints.close();
        endpoints.close();

        assertThatCode(() -> new HttpEndpoints(config(port), metrics, () -> Health.of(state)).close())
                .doesNotThrowAnyException();
    }
}
