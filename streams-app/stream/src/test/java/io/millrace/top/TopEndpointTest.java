// SPDX-License-Identifier: Apache-2.0
package io.millrace.top;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.millrace.config.MillraceConfig;
import io.millrace.config.stages.Rollup;
import io.millrace.instance.TopKeys;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Over a local port, what an instance answers, and how instances ask each other. */
class TopEndpointTest {
    private final MillraceConfig config =
            MillraceConfig.of(Map.of("pipelines", "p,q", "pipelines.p.rollups", "r", "pipelines.p.rollups.r.by", "k"));
    private final Rollup rollup = config.pipeline("p").rollups().all().get(0);
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private HttpServer server;
    private Set<String> others = Set.of();
    private boolean ready = true;
    private boolean running = true;

    private final RollupWindows windows = new RollupWindows() {
        @Override
        public List<PartitionWindows> local(Rollup asked) {
            if (!ready) {
                throw TopRefusedException.notNow("The pipeline is REBALANCING", null);
            }
            return List.of(new FakeWindows(rollup, 0).with(0, "a b|ü", 7, 0).with(0, null, 9, 0));
        }

        @Override
        public Set<String> others(Rollup asked) {
            return others;
        }

        @Override
        public int partitions() {
            return 1;
        }
    };

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.setExecutor(threads);
        server.createContext(TopEndpoint.PATH, new TopEndpoint(config, name -> running ? windows : null));
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    private HttpResponse<String> get(String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void shouldAnswerAsJson() throws Exception {
        HttpResponse<String> answer = get("/rollups/p/r/top");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.body())
                .isEqualTo("{\"pipeline\":\"p\",\"rollup\":\"r\",\"measure\":\"count\",\"windowStart\":0,\"windowEnd\":"
                        + rollup.windowMs() + ",\"final\":false,\"keys\":["
                        + "{\"key\":{\"k\":null},\"count\":9,\"bytes\":90,\"measures\":{}},"
                        + "{\"key\":{\"k\":\"a b|ü\"},\"count\":7,\"bytes\":70,\"measures\":{}}],"
                        + "\"partitions\":[0],\"missingPartitions\":[],\"missing\":[]}");
    }

    @ParameterizedTest
    @CsvSource({
        "/rollups/x/r/top, 404, '[p, q]'",
        "/rollups/p/x/top, 404, '[r]'",
        "/rollups/q/r/top, 404, 'it has []'",
        "/rollups/p/r, 404, /rollups/<pipeline>/<rollup>/top",
        "/rollups, 404, /rollups/<pipeline>/<rollup>/top",
        "/rollups/p/r/top?n=0, 400, from 1 to 1000",
        "/rollups/p/r/top?window=7, 400, a multiple of",
        "/rollups/p/r/top?measure=x, 400, '[count, bytes]'"
    })
    void shouldSayWhatIsAllowed(String path, int status, String says) throws Exception {
        HttpResponse<String> answer = get(path);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains(says);
    }

    @Test
    void shouldBeAskedAgainWhileItCannotSay() throws Exception {
        ready = false;
        HttpResponse<String> rebalancing = get("/rollups/p/r/top");
        running = false;
        HttpResponse<String> stopped = get("/rollups/p/r/top");

        assertThat(rebalancing.statusCode()).isEqualTo(503);
        assertThat(rebalancing.headers().firstValue("Retry-After")).contains("2");
        assertThat(stopped.statusCode()).isEqualTo(503);
        assertThat(stopped.headers().firstValue("Retry-After")).contains("2");
    }

    @Test
    void shouldAskOthersOverHttpAndNameThoseThatDoNotAnswer() throws Exception {
        String itself = "127.0.0.1:" + server.getAddress().getPort();
        others = Set.of(itself, "127.0.0.1:1", "no such host:1");

        TopKeys top = new ObjectMapper().readValue(get("/rollups/p/r/top?n=1").body(), TopKeys.class);

        assertThat(top.keys()).extracting(TopKeys.Row::count).containsExactly(9L);
        assertThat(top.missing()).containsExactly("127.0.0.1:1", "no such host:1");
        assertThat(top.isComplete()).isFalse();
    }
}
