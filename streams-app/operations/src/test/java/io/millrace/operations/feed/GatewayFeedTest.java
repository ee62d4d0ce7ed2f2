// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a server that answers as it was told, then takes everything. */
class GatewayFeedTest {
    private static final int HANGS_UP = 0;

    private final Deque<Answer> script = new ArrayDeque<>();
    private final List<Request> requests = new ArrayList<>();
    private final List<Long> times = new ArrayList<>();
    private HttpServer server;

    private record Answer(int status, String retryAfter, String body) {}

    private record Request(String key, String token, List<String> lines) {}

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/pipelines/access/events", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        List<String> lines = body.lines().toList();
        requests.add(new Request(
                exchange.getRequestHeaders().getFirst("Idempotency-Key"),
                exchange.getRequestHeaders().getFirst("Authorization"),
                lines));
        times.add(System.nanoTime());
        Answer answer = script.isEmpty()
                ? new Answer(200, null, "{\"accepted\":" + lines.size() + ",\"rejected\":[],\"offsets\":[]}")
                : script.pop();
        if (answer.status == HANGS_UP) {
            exchange.close();
            return;
        }
        if (answer.retryAfter != null) {
            exchange.getResponseHeaders().set("Retry-After", answer.retryAfter);
        }
        byte[] bytes = answer.body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private long feed(String text, Duration patience) throws InterruptedException {
        NdjsonReader lines = new NdjsonReader(
                "access.ndjson", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), 1_000_000);
        GatewayClient client = new GatewayClient(url(), "access", "secret", patience);
        return new GatewayFeed(client, new FeedPace(0, line -> {})).run(lines);
    }

    private long feed(String text) throws InterruptedException {
        return feed(text, Duration.ofMinutes(1));
    }

    @Test
    void shouldSendEveryLineOnceWithAKeyForEachRequest() throws Exception {
        List<String> lines =
                IntStream.range(0, 650).mapToObj(i -> "{\"n\":" + i + '}').toList();

        assertThat(feed(String.join("\n\n", lines))).isEqualTo(650);

        assertThat(requests.stream().flatMap(request -> request.lines.stream())).containsExactlyElementsOf(lines);
        assertThat(requests.stream().map(request -> request.lines.size())).containsExactly(300, 300, 50);
        assertThat(requests.stream().map(Request::key)).doesNotHaveDuplicates().allMatch(key -> key.matches("\".+\""));
        assertThat(requests).allMatch(request -> request.token.equals("Bearer secret"));
    }

    @ParameterizedTest
    @ValueSource(ints = {503, 429, 408, 500, HANGS_UP})
    void shouldRepeatUnderTheSameKeyWhatIsRefusedForNow(int status) throws Exception {
        script.add(new Answer(status, "1", "{}"));

        assertThat(feed("{}\n{}")).isEqualTo(2);

        assertThat(requests).hasSizeGreaterThanOrEqualTo(2);
        assertThat(requests.stream().map(Request::key).distinct()).hasSize(1);
        assertThat(requests.stream().map(Request::lines).distinct()).hasSize(1);
    }

    @Test
    void shouldWaitAsLongAsItIsTold() throws Exception {
        script.add(new Answer(503, "2", "{}"));

        feed("{}");

        assertThat(times.get(1) - times.get(0))
                .isGreaterThanOrEqualTo(Duration.ofSeconds(2).toNanos());
    }

    @Test
    void shouldStopAtARefusalThatIsFinalAndNameTheLines() {
        script.add(new Answer(200, null, "{\"accepted\":300}"));
        script.add(new Answer(403, null, "{\"title\":\"These credentials are not for this pipeline\",\"status\":403}"));
        String text = IntStream.range(0, 400).mapToObj(i -> "{}\n").collect(Collectors.joining());

        assertThatThrownBy(() -> feed(text))
                .isInstanceOf(FeedException.class)
                .hasMessage("access.ndjson, lines 301 to 400: the gateway answered 403: These credentials are not for"
                        + " this pipeline; 300 events were acknowledged");
        assertThat(requests).hasSize(2);
    }

    @Test
    void shouldNameTheLineThatIsRejected() {
        script.add(new Answer(
                200,
                null,
                "{\"accepted\":1,\"rejected\":[{\"index\":1,\"reason\":\"TOO_LARGE\"}],\"offsets\":[[0,1],null]}"));

        assertThatThrownBy(() -> feed("{}\n\n{}"))
                .isInstanceOf(FeedException.class)
                .hasMessage("access.ndjson, line 3: rejected, TOO_LARGE; 1 events were acknowledged");
    }

    @Test
    void shouldNotTakeAnyServerForAGateway() {
        script.add(new Answer(200, null, "<html/>"));

        assertThatThrownBy(() -> feed("{}"))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("line 1: the answer is a 200, but not a gateway's; 0 events");
    }

    @Test
    void shouldGiveUpWhenPatienceIsOver() {
        script.add(new Answer(503, "30", "{}"));

        assertThatThrownBy(() -> feed("{}", Duration.ofSeconds(3)))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("the gateway answered 503, for 3 s");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:8088", "ftp://localhost", "http:///x", "gateway"})
    void shouldRefuseAddressesThatAreNone(String address) {
        assertThatThrownBy(() -> new GatewayClient(URI.create(address), "access", null, Duration.ZERO))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining(address);
    }
}
