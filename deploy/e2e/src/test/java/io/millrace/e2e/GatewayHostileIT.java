// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.millrace.e2e.kit.Answer;
import io.millrace.e2e.kit.ClientsFiles;
import io.millrace.e2e.kit.Cluster;
import io.millrace.e2e.kit.GatewayProcess;
import io.millrace.e2e.kit.RawRequests;
import io.millrace.e2e.kit.Scrape;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that hold on to a gateway, pour into it, or show tokens that nobody knows: they are sent away, and others are served. */
class GatewayHostileIT {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final String JSON = "application/json";
    private static final int SLOW = 120;
    private static final int PARTS = 20;
    private static final int SOME = 50;
    private static final int CHUNK = 1024 * 1024;
    private static final long TEN_GIGABYTES = 10_000L * CHUNK;
    private static final String JWKS = """
            {"keys":[{"kty":"EC","crv":"P-256","kid":"1","x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",
            "y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM"}]}""";

    @TempDir
    static Path folder;

    private static Cluster cluster;
    private static HttpServer issuer;
    private static GatewayProcess gateway;
    private static Path clients;

    @BeforeAll
    static void start() throws Exception {
        cluster = new Cluster(folder);
        cluster.kafka.start();
        cluster.kafka.awaitReady();
        cluster.createTopic("logs.events", "1048588");
        issuer = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        issuer.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(JWKS.getBytes(UTF_8));
            }
        });
        issuer.start();
        clients = folder.resolve("clients.properties");
        allow("stays");
        gateway = new GatewayProcess(cluster.site, "gateway", settings());
        gateway.start();
        gateway.awaitReady();
    }

    private static Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(Map.of(
                "bootstrap.servers", cluster.bootstrapServers(),
                "pipelines", "logs",
                "pipelines.logs.format", "JSON",
                "gateway.clients.file", clients.toString(),
                "gateway.request.max.bytes", "1000000",
                "gateway.request.max.items", "1000",
                "gateway.drain.delay.ms", "0",
                "gateway.idle.timeout.ms", "4000"));
        settings.putAll(Map.of(
                "gateway.jwt.jwks.url",
                        "http://127.0.0.1:" + issuer.getAddress().getPort(),
                "gateway.jwt.issuer", "https://issuer",
                "gateway.jwt.audience", "millrace"));
        return settings;
    }

    @AfterAll
    static void stop() {
        gateway.close();
        issuer.stop(0);
        cluster.close();
    }

    /** No connection is ever idle here: each sends a byte in every round. */
    @Test
    void shouldCutOffHeadsAndBodiesThatComeByteByByteAndServeOthers() throws Exception {
        Map<Socket, String> slow = new LinkedHashMap<>();
        try {
            for (int i = 0; i < SLOW; i++) {
                slow.put(RawRequests.connect(gateway, head("") + "X-Slow: "), "head");
                slow.put(RawRequests.connect(gateway, head("Content-Length: 900000\r\n") + "\r\n["), "body");
            }
            Socket second = RawRequests.connect(gateway, head("Content-Length: 1\r\n") + "\r\n1");
            slow.put(second, "head after a request");
            assertThat(RawRequests.answer(second)).startsWith("HTTP/1.1 200");
            List<Socket> open = new ArrayList<>(slow.keySet());
            await().atMost(LIMIT).pollInterval(Duration.ofMillis(500)).until(() -> {
                open.removeIf(socket -> !isStillOpen(socket));
                assertThat(post("stays", "1").status()).isEqualTo(200);
                return open.isEmpty();
            });
            for (Map.Entry<Socket, String> one : slow.entrySet()) {
                if (one.getValue().equals("body")) {
                    assertThat(RawRequests.answer(one.getKey()))
                            .startsWith("HTTP/1.1 408")
                            .contains("Connection: close");
                }
            }
            assertThat(gateway.scrape().sum("millrace_gateway_requests_total", "status=\"408\""))
                    .isEqualTo(SLOW);
        } finally {
            for (Socket socket : slow.keySet()) {
                socket.close();
            }
        }
    }

    /** Sends a byte, unless the answer is there; false when it is, or the connection is gone. */
    private static boolean isStillOpen(Socket socket) {
        try {
            if (socket.getInputStream().available() > 0) {
                return false;
            }
            socket.getOutputStream().write('1');
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void shouldWaitForABodyThatIsSlowButNotTooSlow() throws Exception {
        int length = 60_000;
        try (Socket socket = RawRequests.connect(
                gateway, head("Expect: 100-continue\r\nContent-Length: " + length + "\r\n") + "\r\n")) {
            String goOn = "HTTP/1.1 100 Continue\r\n\r\n";
            assertThat(new String(socket.getInputStream().readNBytes(goOn.length()), UTF_8))
                    .isEqualTo(goOn);
            AtomicInteger sent = new AtomicInteger();
            await().atMost(LIMIT).pollInterval(Duration.ofMillis(400)).until(() -> {
                socket.getOutputStream().write("1".repeat(length / PARTS).getBytes(UTF_8));
                return sent.incrementAndGet() == PARTS;
            });
            assertThat(RawRequests.answer(socket)).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void shouldRefuseTenThousandHeaders() throws Exception {
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            many.append("h").append(i).append(": 1\r\n");
        }
        try (Socket socket = RawRequests.connect(gateway, head(many.toString()) + "\r\n")) {
            assertThat(RawRequests.answer(socket))
                    .startsWith("HTTP/1.1 431")
                    .contains("headers-too-large", "Connection: close");
        }
        assertThat(post("stays", "1").status()).isEqualTo(200);
    }

    /** Whoever looks for an answer finds it soon; whoever does not look is stopped by a closed connection, not much later. */
    @Test
    void shouldRefuseTenGigabytesInChunksWithoutReadingThem() throws Exception {
        double before = heap();
        try (Socket polite = chunked()) {
            long sent = pour(polite, () -> polite.getInputStream().available() > 0);
            assertThat(RawRequests.answer(polite))
                    .startsWith("HTTP/1.1 413")
                    .contains("body-too-large", "Connection: close");
            assertThat(sent).isLessThan(32L * CHUNK);
        }
        try (Socket deaf = chunked()) {
            assertThat(pour(deaf, () -> false)).isLessThan(64L * CHUNK);
        }
        assertThat(gateway.scrape().sum("millrace_gateway_inflight_bytes", "pipeline=\"logs\""))
                .isZero();
        assertThat(heap()).as("heap, with nothing that can be collected").isLessThan(before + 4_000_000);
    }

    private static Socket chunked() throws IOException {
        return RawRequests.connect(gateway, head("Transfer-Encoding: chunked\r\n") + "\r\n");
    }

    /** Returns how many bytes of the ten gigabytes went out before {@code isAnswered}, or before the connection was closed. */
    private static long pour(Socket socket, Callable<Boolean> isAnswered) throws Exception {
        byte[] chunk = (Integer.toHexString(CHUNK) + "\r\n" + "1".repeat(CHUNK) + "\r\n").getBytes(UTF_8);
        long sent = 0;
        try {
            while (sent < TEN_GIGABYTES && !isAnswered.call()) {
                socket.getOutputStream().write(chunk);
                sent += CHUNK;
            }
        } catch (SocketException e) {
            // It was closed, as it should be.
        }
        return sent;
    }

    private static double heap() throws IOException, InterruptedException {
        gateway.jcmd("GC.run");
        return gateway.scrape().sum("jvm_memory_used_bytes", "area=\"heap\"");
    }

    @Test
    void shouldExchangeTokensUnderLoadWithoutRefusingAnybodyElse() throws Exception {
        allow("old", "stays");
        await().atMost(LIMIT).until(() -> post("old", "1").status() == 200);
        Map<String, List<Integer>> statuses = new HashMap<>();
        AtomicBoolean enough = new AtomicBoolean();
        ExecutorService senders = Executors.newCachedThreadPool();
        List<Future<?>> sending = new ArrayList<>();
        for (String token : List.of("old", "new", "stays")) {
            List<Integer> seen = new CopyOnWriteArrayList<>();
            statuses.put(token, seen);
            sending.add(senders.submit(() -> {
                while (!enough.get()) {
                    seen.add(post(token, "1").status());
                }
                return null;
            }));
        }
        try {
            await().atMost(LIMIT).until(() -> statuses.values().stream().allMatch(seen -> seen.size() > SOME));
            allow("new", "stays");
            await().atMost(LIMIT).until(() -> statuses.get("new").contains(200));
            int after = statuses.get("stays").size() + SOME;
            await().atMost(LIMIT).until(() -> statuses.get("stays").size() > after);
        } finally {
            enough.set(true);
            senders.shutdown();
        }
        for (Future<?> one : sending) {
            one.get();
        }
        assertThat(statuses.get("stays")).containsOnly(200);
        assertThat(turns(statuses.get("old"))).containsExactly(200, 401);
        assertThat(turns(statuses.get("new"))).containsExactly(401, 200);
    }

    /** Without repetitions. */
    private static List<Integer> turns(List<Integer> statuses) {
        List<Integer> turns = new ArrayList<>();
        for (Integer status : statuses) {
            if (turns.isEmpty() || !turns.get(turns.size() - 1).equals(status)) {
                turns.add(status);
            }
        }
        return turns;
    }

    /** Anybody can make such tokens, and no alert may be about them. */
    @Test
    void shouldCountTokensOfUnknownKeysApartFromWhatAGatewayCannotTake() throws Exception {
        AtomicInteger key = new AtomicInteger();
        await("the issuer's keys are known").atMost(LIMIT).until(() -> "unknown_key"
                .equals(stranger(key.decrementAndGet()).shed()));
        double before = shed("unknown_key");
        for (int i = 0; i < SOME; i++) {
            Answer answer = stranger(i);
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.shed()).isEqualTo("unknown_key");
        }
        assertThat(shed("unknown_key")).isEqualTo(before + SOME);
        assertThat(Scrape.expression("MillraceGatewayRefusing")).contains("reason!~\"draining|unknown_key\"");
    }

    private static double shed(String reason) throws Exception {
        return gateway.scrape().sum("millrace_gateway_shed_total", "pipeline=\"none\"", "reason=\"" + reason + '"');
    }

    private static Answer stranger(int key) throws IOException {
        String head = "{\"alg\":\"ES256\",\"kid\":\"stranger-" + key + "\"}";
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(head.getBytes(UTF_8)) + ".e30.c2ln";
        return post(token, "1");
    }

    private static Answer post(String token, String body) throws IOException {
        return Answer.of(gateway.post("logs", JSON, body.getBytes(UTF_8), "Authorization", "Bearer " + token));
    }

    /** Without its end. */
    private static String head(String more) {
        return RawRequests.head("Authorization: Bearer stays\r\n" + more);
    }

    /** One client for each token, which is called like it. */
    private static void allow(String... tokens) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String token : tokens) {
            lines.add(token + ".token.sha256=" + ClientsFiles.sha256(token));
            lines.add(token + ".pipelines=logs");
        }
        ClientsFiles.replace(clients, lines);
    }
}
