// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.verify.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.net.httpserver.HttpServer;
import io.millrace.config.MillraceConfig;
import io.millrace.operations.verify.topics.NotNowException;
import io.millrace.operations.verify.topics.VerificationException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an index that cannot be read leads to. */
class IndexReaderTest {
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void shouldSayThatItMayBeAnsweredSoon(int status) {
        answer(status, "{\"error\":{\"type\":\"search_phase_execution_exception\"}}");

        assertThat(catchThrowable(this::read))
                .isExactlyInstanceOf(NotNowException.class)
                .hasMessage("OpenSearch at " + url() + " answered " + status + " search_phase_execution_exception");
    }

    @Test
    void shouldSayThatASecondQuestionIsNoUse() {
        answer(401, "{\"error\":{\"type\":\"security_exception\"}}");

        assertThat(catchThrowable(this::read)).isExactlyInstanceOf(VerificationException.class);
    }

    @Test
    void shouldNotTakeAPartForTheWhole() {
        answer(200, "{\"_shards\":{\"failed\":1},\"hits\":{\"hits\":[{\"_id\":\"logs.events-0-7\"}]}}");

        assertThat(catchThrowable(this::read))
                .isExactlyInstanceOf(NotNowException.class)
                .hasMessageContaining("could not read 1 of its shards");
    }

    private void answer(int status, String json) {
        server.createContext("/", exchange -> {
            byte[] body = json.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    private void read() {
        MillraceConfig config = MillraceConfig.of(Map.of("pipelines", "logs", "opensearch.url", url()));
        try (IndexReader reader = new IndexReader(config.search())) {
            reader.read(config.pipeline("logs"));
        }
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }
}
