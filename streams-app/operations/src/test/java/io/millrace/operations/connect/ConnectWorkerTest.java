// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConnectWorkerTest {
    private record Answer(int status, String body) {}

    private final Deque<Answer> answers = new ArrayDeque<>();
    private final List<String> requests = new ArrayList<>();
    private HttpServer server;
    private ConnectWorker worker;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        worker = new ConnectWorker("http://127.0.0.1:" + server.getAddress().getPort() + '/');
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add(exchange.getRequestMethod() + ' ' + exchange.getRequestURI() + ' ' + body);
        Answer answer = answers.removeFirst();
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void shouldFindTheConnectorsThatReadATopic() {
        answers.add(new Answer(200, """
                {"s3": {"info": {"config": {"name": "s3", "topics": "a.batches, b.batches"}},
                        "status": {"connector": {"state": "RUNNING"}, "tasks": [{"state": "RUNNING"}]}},
                 "es": {"info": {"config": {"topics": "b.batches"}},
                        "status": {"connector": {"state": "RUNNING"}, "tasks": [{"state": "FAILED"}]}},
                 "source": {"info": {"config": {"topic": "a.batches"}},
                        "status": {"connector": {"state": "RUNNING"}, "tasks": []}}}
                """));

        List<SinkConnector> reading = worker.reading(Set.of("b.batches", "c.batches"));

        assertThat(reading).extracting(SinkConnector::name).containsExactly("es", "s3");
        assertThat(reading).extracting(SinkConnector::isRunning).containsExactly(false, true);
        assertThat(reading.get(1).config()).containsEntry("name", "s3");
    }

    @Test
    void shouldSayInALineWhyAConnectorFailed() {
        String shown = """
                {"s3": {"info": {"config": {"name": "s3"}},
                        "status": {"connector": {"state": "RUNNING"},
                                   "tasks": [{"state": "RUNNING"}, {"state": "FAILED", "trace": "No bucket\\n\\tat Sink"}]}}}
                """;
        answers.add(new Answer(200, shown));
        answers.add(new Answer(200, shown));

        assertThat(worker.connector("s3"))
                .hasValueSatisfying(connector -> assertThat(connector.problem()).isEqualTo("No bucket"));
        assertThat(worker.connector("other")).isEmpty();
    }

    @Test
    void shouldSayWhatConnectWrapsIntoAnExceptionOfItsOwn() {
        answers.add(new Answer(200, """
                {"s3": {"info": {"config": {}},
                        "status": {"connector": {"state": "RUNNING"},
                                   "tasks": [{"state": "FAILED", "trace": "org.apache.kafka.connect.errors.ConnectException: \
                Exiting WorkerSinkTask due to unrecoverable exception.\\n\\tat Task\\n\\t... 3 more\\nCaused by: No bucket\\n\\tat Sink\\nCaused by: 404"}]}}}
                """));

        assertThat(worker.connector("s3"))
                .hasValueSatisfying(connector -> assertThat(connector.problem()).isEqualTo("No bucket"));
    }

    @Test
    void shouldPutAgainWhileTheWorkersAreRebalancing() {
        answers.add(new Answer(409, "{\"message\": \"rebalance\"}"));
        answers.add(new Answer(200, "{}"));

        worker.put("my sink", Map.of("topics", "a"));

        assertThat(requests).hasSize(2).allSatisfy(request -> assertThat(request)
                .isEqualTo("PUT /connectors/my%20sink/config {\"topics\":\"a\"}"));
    }

    @Test
    void shouldSayWhatTheWorkerSays() {
        answers.add(new Answer(400, "{\"message\": \"no such class\"}"));

        assertThatThrownBy(() -> worker.put("s", Map.of()))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining(worker.url())
                .hasMessageContaining("the connector s (400): no such class");
    }

    @Test
    void shouldNameTheSettingsThatTheWorkerRefuses() {
        answers.add(new Answer(200, """
                {"configs": [
                   {"value": {"name": "topics", "errors": []}},
                   {"value": {"name": "consumer.override.isolation.level", "errors": ["not allowed"]}}]}
                """));

        assertThat(worker.refused(Map.of("connector.class", "io.millrace.s3.S3SinkConnector")))
                .containsExactly(Map.entry("consumer.override.isolation.level", "not allowed"));
        assertThat(requests.get(0)).contains("/connector-plugins/S3SinkConnector/config/validate");
    }
}
