// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpLoadTest {
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch gate = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        // Every third request is refused, with the connection; the first ones wait at the gate.
        server.createContext("/events", exchange -> {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.US_ASCII));
            boolean isShed = bodies.size() % 3 == 0;
            byte[] answer = isShed ? new byte[0] : "{\"accepted\":2}".getBytes(StandardCharsets.US_ASCII);
            if (isShed) {
                exchange.getResponseHeaders().set("Connection", "close");
            }
            awaitGate();
            exchange.sendResponseHeaders(isShed ? 503 : 200, isShed ? -1 : answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    private void awaitGate() {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void stop() {
        gate.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void shouldCountEachAnswerAndGoOnAfterRefusals() throws Exception {
        gate.countDown();
        Answers answers = answers();
        try (HttpLoad load = new HttpLoad(request(), 3, Due.always(), answers)) {
            load.start();
            await().until(() -> answers.taken().count() > 100 && answers.shed().count() > 30);
            load.rest();
        }

        assertThat(answers.taken().count() + answers.shed().count()).isEqualTo(bodies.size());
        assertThat(answers.broken()).isZero();
        assertThat(answers.others()).isZero();
        assertThat(bodies).containsOnly(bodies.get(0));
        assertThat(bodies.get(0).lines()).hasSize(2).allMatch(line -> line.length() == 100);
    }

    /** A generator that waited with its schedule would say that each was answered at once. */
    @Test
    void shouldCountTheTimeForWhichARequestHadToWaitForAConnection() throws Exception {
        long begin = System.nanoTime() - TimeUnit.SECONDS.toNanos(10);
        Answers answers = answers();
        try (HttpLoad load = new HttpLoad(request(), 1, Due.perSecond(1, begin), answers)) {
            load.start();
            await().until(() -> !bodies.isEmpty());
            gate.countDown();
            await().until(() -> answers.taken().count() + answers.shed().count() >= 10);
            load.rest();
        }

        assertThat(answers.taken().milliseconds(100)).isGreaterThanOrEqualTo(10_000);
        assertThat(answers.shed().milliseconds(0)).isGreaterThanOrEqualTo(1_000);
    }

    @Test
    void shouldSurviveAServerThatIsGone() throws Exception {
        gate.countDown();
        Answers answers = answers();
        try (HttpLoad load = new HttpLoad(request(), 2, Due.always(), answers)) {
            load.start();
            await().until(() -> answers.taken().count() > 0);
            server.stop(0);
            await().until(() -> answers.broken() > 3);
            load.check();
        }
    }

    private Answers answers() {
        return new Answers(
                System.nanoTime() - TimeUnit.HOURS.toNanos(1), System.nanoTime() + TimeUnit.HOURS.toNanos(1));
    }

    private HttpRequest request() {
        return HttpRequest.lines(server.getAddress(), "/events", 2, 100);
    }
}
