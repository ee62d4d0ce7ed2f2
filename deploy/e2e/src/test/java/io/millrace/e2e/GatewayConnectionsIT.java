// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.e2e.kit.Answer;
import io.millrace.e2e.kit.Cluster;
import io.millrace.e2e.kit.GatewayProcess;
import io.millrace.e2e.kit.RawRequests;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Thousands of connections, most of which are idle, in a process of 512 MB. {@code -Dmillrace.gateway.connections=10000} runs it; this
 * JVM and the gateway each need a tenth more open files than that ({@code ulimit -n}).
 */
@EnabledIfSystemProperty(named = GatewayConnectionsIT.IDLE, matches = "[0-9]+")
class GatewayConnectionsIT {
    static final String IDLE = "millrace.gateway.connections";
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final int SLOW = 1_000;
    private static final int PARTS = 20;
    private static final int PART = 1_000;
    private static final int MOST_KILOBYTES = 512 * 1024;

    @TempDir
    Path folder;

    @Test
    void shouldHoldThemInHalfAGigabyteAndServeWhoeverSends() throws Exception {
        int idle = Integer.getInteger(IDLE);
        List<Socket> connections = new ArrayList<>();
        try (Cluster cluster = new Cluster(folder);
                GatewayProcess gateway = new GatewayProcess(cluster.site, "gateway", settings(cluster))) {
            cluster.kafka.start();
            cluster.kafka.awaitReady();
            cluster.createTopic("logs.events", "1048588");
            gateway.start();
            gateway.awaitReady();
            say("at the start", gateway);
            for (int i = 0; i < idle; i++) {
                connections.add(RawRequests.connect(gateway, RawRequests.head(1) + '1'));
                assertThat(RawRequests.answer(connections.get(i))).startsWith("HTTP/1.1 200");
            }
            say(idle + " connections that are idle after a request", gateway);
            List<Socket> slow = new ArrayList<>();
            for (int i = 0; i < SLOW; i++) {
                slow.add(RawRequests.connect(gateway, RawRequests.head(PARTS * PART)));
                connections.add(slow.get(i));
            }
            AtomicInteger sent = new AtomicInteger();
            await().atMost(LIMIT).pollInterval(Duration.ofSeconds(1)).until(() -> {
                Answer other = Answer.of(gateway.post("logs", "application/json", new byte[] {'1'}));
                assertThat(other.status()).as(other.toString()).isEqualTo(200);
                for (Socket socket : slow) {
                    RawRequests.send(socket, "1".repeat(PART));
                }
                return sent.incrementAndGet() == PARTS;
            });
            for (Socket socket : slow) {
                assertThat(RawRequests.answer(socket)).startsWith("HTTP/1.1 200");
            }
            say("and " + SLOW + " bodies of " + PARTS * PART + " bytes that came in " + PARTS + " parts", gateway);
            for (Socket socket : connections.subList(0, idle)) {
                RawRequests.send(socket, RawRequests.head(1) + '1');
                assertThat(RawRequests.answer(socket)).startsWith("HTTP/1.1 200");
            }
            say("and one more request on each that was idle", gateway);
            assertThat(kilobytes(gateway, "VmHWM")).isLessThan(MOST_KILOBYTES);
        } finally {
            for (Socket socket : connections) {
                socket.close();
            }
        }
    }

    private static Map<String, String> settings(Cluster cluster) {
        return new HashMap<>(Map.of(
                "bootstrap.servers", cluster.bootstrapServers(),
                "pipelines", "logs",
                "pipelines.logs.format", "JSON",
                "gateway.drain.delay.ms", "0",
                "gateway.idle.timeout.ms", "3600000",
                "gateway.admission.max.queue.age.ms", "60000",
                "gateway.request.min.bytes.per.second", "0"));
    }

    private static void say(String when, GatewayProcess gateway) throws IOException {
        System.out.printf(
                "%s: RSS %d MB, at most %d MB%n",
                when, kilobytes(gateway, "VmRSS") / 1024, kilobytes(gateway, "VmHWM") / 1024);
    }

    /** As Linux counts them. */
    private static int kilobytes(GatewayProcess gateway, String kind) throws IOException {
        Path status = Path.of("/proc", Long.toString(gateway.pid().orElseThrow()), "status");
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith(kind + ':'))
                .mapToInt(line -> Integer.parseInt(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElseThrow();
    }
}
