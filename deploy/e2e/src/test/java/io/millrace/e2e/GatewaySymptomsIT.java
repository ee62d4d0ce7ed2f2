// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.e2e.kit.Cluster;
import io.millrace.e2e.kit.CommandLine;
import io.millrace.e2e.kit.GatewayLoad;
import io.millrace.e2e.kit.GatewayProcess;
import io.millrace.e2e.kit.RawRequests;
import io.millrace.e2e.kit.Scrape;
import io.millrace.e2e.kit.StreamProcess;
import io.millrace.local.process.Ports;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The four check lists of deploy/runbooks: each symptom is provoked, and what its alert looks at and its first commands print says so. */
class GatewaySymptomsIT {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final String LOGS = "pipeline=\"logs\"";
    private static final int HUNGRY = 8;
    private static final int BODY = 400_000;
    private static final int MOST_BODIES = 300;

    @TempDir
    static Path folder;

    private static Cluster cluster;
    private static Map<String, String> streamSettings;
    private static StreamProcess stream;
    private static int streamPort;
    private static GatewayProcess gateway;

    @BeforeAll
    static void start() throws Exception {
        cluster = new Cluster(folder);
        cluster.start();
        streamPort = Ports.free();
        streamSettings = cluster.newPipeline("exactly_once_v2");
        streamSettings.put("http.port", Integer.toString(streamPort));
        stream = new StreamProcess(cluster.site, "stream", streamSettings);
        stream.start();
        gateway = new GatewayProcess(cluster.site, "gateway", settings(Map.of()));
        gateway.start();
        gateway.awaitReady();
        // Before one of the tests takes the broker away: a process whose only pipeline cannot start does not live on.
        await().atMost(LIMIT)
                .ignoreExceptions()
                .until(() -> Scrape.of(streamPort).sum("millrace_streams_state", "state=\"RUNNING\"") == 1);
    }

    /** Of a gateway whose pipeline {@code logs} is the stream's. */
    private static Map<String, String> settings(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "bootstrap.servers", cluster.bootstrapServers(),
                "pipelines", "logs",
                "pipelines.logs.format", "JSON",
                "pipelines.logs.source.topic", streamSettings.get("pipelines") + ".events",
                "gateway.drain.delay.ms", "0",
                "gateway.request.max.ratio", "100000",
                "kafka.gateway.producer.delivery.timeout.ms", "4000",
                "kafka.gateway.producer.request.timeout.ms", "2000"));
        settings.putAll(more);
        return settings;
    }

    @AfterAll
    static void stop() {
        gateway.close();
        stream.close();
        cluster.close();
    }

    /** Two megabytes that came as two kilobytes: what they cost, they cost the gateway. On a busy machine it has what others leave it. */
    @Test
    void shouldShowThatItTakesTheCpu() throws Exception {
        assertThat(Scrape.expression("MillraceCpuHot")).contains("process_cpu_usage > 0.7");
        byte[] packed = RawRequests.gzip(new byte[2_000_000]);
        double idle = scrape().sum("process_cpu_usage");
        AtomicBoolean enough = new AtomicBoolean();
        ExecutorService clients = Executors.newFixedThreadPool(HUNGRY);
        try {
            for (int i = 0; i < HUNGRY; i++) {
                clients.execute(() -> {
                    while (!enough.get()) {
                        post("application/json", packed, "Content-Encoding", "gzip");
                    }
                });
            }
            await().atMost(LIMIT).pollInterval(Duration.ofSeconds(1)).until(() -> {
                Scrape now = scrape();
                double own = now.sum("process_cpu_usage");
                double others = now.sum("system_cpu_usage") - own;
                return own > idle + 0.2 && own > 0.7 * (1 - others);
            });
            assertThat(gateway.get("/live").statusCode()).as("hot, and at work").isEqualTo(200);
            assertThat(gateway.jcmd("Thread.print"))
                    .as("the runbook's view of it")
                    .contains("\"http-", "cpu=");
        } finally {
            enough.set(true);
            clients.shutdown();
        }
        await().atMost(LIMIT)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> scrape().sum("process_cpu_usage") < idle + 0.2);
    }

    @Test
    void shouldShowThatDeadLettersGrow() throws Exception {
        assertThat(Scrape.expression("MillraceDeadLetterSurge"))
                .contains("sum by (pipeline, reason) (rate(millrace_dead_letters_total[1m])) > 1");
        String pipeline = streamSettings.get("pipelines");
        String[] malformed = {"pipeline=\"" + pipeline + '"', "reason=\"MALFORMED\""};
        await().atMost(LIMIT)
                .ignoreExceptions()
                .until(() -> Scrape.of(streamPort).text().contains("millrace_dead_letters_total{"));
        double before = Scrape.of(streamPort).sum("millrace_dead_letters_total", malformed);

        int poison = 120;
        assertThat(post("application/x-ndjson", "not json\n".repeat(poison).getBytes(US_ASCII)))
                .isEqualTo(200);

        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(Scrape.of(streamPort).sum("millrace_dead_letters_total", malformed))
                        .isGreaterThanOrEqualTo(before + poison));
        CommandLine.Result listed = CommandLine.run(streamSettings, "dlq", "list", "--since", "10m");
        assertThat(listed.output()).contains("MALFORMED", pipeline);
        CommandLine.Result shown = CommandLine.run(streamSettings, "dlq", "show", pipeline, "--limit", "1");
        assertThat(shown.output()).contains(pipeline + ".events");
        assertThat(CommandLine.run(streamSettings, "doctor").output())
                .as("no part of the pipeline is at fault")
                .doesNotContain("FAULT");
    }

    @Test
    void shouldShowThatAnswersWith503Grow() throws Exception {
        assertThat(Scrape.expression("MillraceGatewayRefusing"))
                .contains("rate(millrace_gateway_shed_total", "rate(millrace_gateway_requests_total");
        try (GatewayLoad load = new GatewayLoad(gateway)) {
            await().atMost(LIMIT).until(() -> load.answered.size() > 50);
            Scrape before = scrape();
            cluster.kafka.close();
            try {
                await().atMost(LIMIT).untilAsserted(() -> {
                    Scrape now = scrape();
                    double refused = grown("millrace_gateway_shed_total", before, now);
                    assertThat(refused).isGreaterThan(50);
                    assertThat(refused / grown("millrace_gateway_requests_total", before, now))
                            .as("as the alert divides them")
                            .isGreaterThan(0.5);
                    assertThat(now.sum("millrace_gateway_breaker_open", LOGS)).isEqualTo(1);
                });
                CommandLine.Result doctor = CommandLine.run(streamSettings, "doctor");
                assertThat(doctor.exitCode()).as(doctor.output()).isEqualTo(2);
                assertThat(doctor.output()).contains("doctor: ", cluster.bootstrapServers());
                assertThat(Files.readString(gateway.logFile())).contains("WARN");
            } finally {
                cluster.kafka.start();
                cluster.kafka.awaitReady();
            }
            load.stop();
        }
        Scrape after = scrape();
        assertThat(after.sum("millrace_gateway_breaker_open", LOGS)).isZero();
        assertThat(post("application/json", "{}".getBytes(US_ASCII))).isEqualTo(200);
        assertThat(grown("millrace_gateway_shed_total", after, scrape())).isZero();
    }

    private static double grown(String metric, Scrape before, Scrape now) {
        return now.sum(metric, LOGS) - before.sum(metric, LOGS);
    }

    /** More bytes in flight are allowed than the heap can hold, which is what the runbook warns of. */
    @Test
    void shouldShowThatMemoryGrows() throws Exception {
        assertThat(Scrape.expression("MillraceHeapHot"))
                .contains("jvm_memory_used_bytes{area=\"heap\"}", "jvm_memory_max_bytes{area=\"heap\"}", "> 0.85");
        Map<String, String> more = Map.of(
                "gateway.request.max.bytes", "1000000",
                "gateway.request.max.items", "1000",
                "gateway.request.min.bytes.per.second", "0",
                "gateway.idle.timeout.ms", "600000",
                "gateway.admission.max.bytes", "120000000");
        List<Socket> held = new ArrayList<>();
        try (GatewayProcess small = new GatewayProcess(cluster.site, "small", settings(more), "-Xmx128m")) {
            small.start();
            small.awaitReady();
            assertThat(heapUsed(small)).isLessThan(0.85);
            while (heapUsed(small) < 0.85) {
                assertThat(held).as("bodies that are held").hasSizeLessThan(MOST_BODIES);
                held.addAll(beginBodies(small, 20));
            }
            assertThat(small.scrape().sum("millrace_gateway_inflight_bytes", LOGS))
                    .as("the runbook's line of a gateway")
                    .isGreaterThan(0.5 * 128 * 1024 * 1024);
            assertThat(small.isReady()).isTrue();
            for (Socket socket : held) {
                socket.close();
            }
            await().atMost(LIMIT).until(() -> small.scrape().sum("millrace_gateway_inflight_bytes", LOGS) == 0);
            assertThat(heapUsed(small)).isLessThan(0.85);
        } finally {
            for (Socket socket : held) {
                socket.close();
            }
        }
    }

    /** As a share of all, after a collection: what the alert sees for as long as the bodies are held. */
    private static double heapUsed(GatewayProcess of) throws IOException, InterruptedException {
        of.jcmd("GC.run");
        Scrape now = of.scrape();
        String max = "jvm_memory_max_bytes";
        double limit = now.text()
                .lines()
                .filter(line -> line.startsWith(max) && line.contains("area=\"heap\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .filter(bytes -> bytes > 0)
                .sum();
        return now.sum("jvm_memory_used_bytes", "area=\"heap\"") / limit;
    }

    /** All but their last byte, and returns when the gateway has them. */
    private static List<Socket> beginBodies(GatewayProcess to, int count) throws IOException, InterruptedException {
        double before = to.scrape().sum("millrace_gateway_inflight_bytes", LOGS);
        List<Socket> sockets = new ArrayList<>();
        String body = RawRequests.head(BODY) + "x".repeat(BODY - 1);
        for (int i = 0; i < count; i++) {
            sockets.add(RawRequests.connect(to, body));
        }
        await().atMost(LIMIT)
                .until(() ->
                        to.scrape().sum("millrace_gateway_inflight_bytes", LOGS) >= before + (double) count * BODY);
        return sockets;
    }

    private static Scrape scrape() throws IOException, InterruptedException {
        return gateway.scrape();
    }

    /** Returns the status. */
    private static int post(String contentType, byte[] body, String... headers) {
        try {
            return gateway.post("logs", contentType, body, headers).statusCode();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
