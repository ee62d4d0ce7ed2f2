// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.e2e.kit.Delivered;
import io.millrace.e2e.kit.Feeder;
import io.millrace.e2e.kit.MetricFamilies;
import io.millrace.e2e.kit.Received;
import io.millrace.e2e.kit.Sent;
import io.millrace.local.ObjectFiles;
import io.millrace.local.process.Lifetime;
import io.millrace.local.process.Server;
import io.millrace.local.process.Site;
import io.millrace.local.server.KafkaServer;
import io.millrace.local.server.StackPorts;
import io.millrace.local.stack.Deployment;
import io.millrace.local.stack.Plan;
import io.millrace.local.stack.StreamPorts;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that go away in mid-run and come back: stream and sinks wait for them, and nobody starts anything again. */
class OutageIT {
    private static final int PARTITIONS = 4;
    private static final int MANY = 20;
    private static final Path SINK_METRICS =
            Path.of(System.getProperty("millrace.home"), "connectors/sink-support/METRICS.md");

    @TempDir
    static Path folder;

    private static Deployment deployment;
    private static Sent sent;

    @BeforeAll
    static void start() {
        Plan plan = Plan.of(
                StackPorts.free(1),
                List.of(StreamPorts.free()),
                List.of(),
                Map.of(
                        "pipelines", "logs",
                        "pipelines.logs.format", "JSON",
                        "pipelines.logs.sinks", "s3,opensearch,postgres",
                        "pipelines.logs.batch.max.events", "100",
                        "pipelines.logs.max.age.ms", "1000"));
        deployment = new Deployment(new Site(folder, Lifetime.ATTACHED), plan);
        deployment.start(line -> {});
        sent = new Sent(deployment.stack().bootstrapServers(), "logs.events");
    }

    @AfterAll
    static void stop() {
        sent.close();
        deployment.close();
    }

    @Test
    void shouldDeliverLaterWhatSystemsThatAreAwayCannotTake() throws Exception {
        try (Feeder feeder = new Feeder(sent, PARTITIONS);
                Received received = new Received(deployment.stack().bootstrapServers(), "logs.batches", PARTITIONS)) {
            awaitFurtherObjects();
            long outages = logged("Outage: deliveries are retried");

            List<Server> destinations = deployment.stack().destinations();
            destinations.forEach(Server::kill);
            int delivered = objects();
            await().failFast("a sink has given up", () -> !allRun())
                    .until(() -> logged("Outage: deliveries are retried") >= outages + destinations.size()
                            && received.poll().batches.size() > delivered + MANY);
            assertThat(allRun()).isTrue();
            assertThat(objects()).isEqualTo(delivered);
            destinations.forEach(Server::start);
            destinations.forEach(Server::awaitReady);

            awaitFurtherObjects();
            feeder.stop();
            Delivered.checkExactlyOnce(deployment, sent);
            assertThat(allRun()).isTrue();
        }
    }

    @Test
    void shouldGoOnWhenTheBrokerIsBack() throws Exception {
        try (Feeder feeder = new Feeder(sent, PARTITIONS)) {
            awaitFurtherObjects();
            List<OptionalLong> processes = processes();
            KafkaServer broker = deployment.stack().brokers().get(0);

            broker.kill();
            await().during(Duration.ofSeconds(4)).until(() -> !broker.isAlive());
            broker.start();
            broker.awaitReady();

            awaitFurtherObjects();
            feeder.stop();
            Delivered.checkExactlyOnce(deployment, sent);
            assertThat(processes()).isEqualTo(processes);
            assertThat(allRun()).isTrue();
        }
    }

    /** Three plugins, each in a class loader of its own, and one listener. */
    @Test
    void shouldShowTheMetricsOfAllSinksAndNoOthers() throws Exception {
        Map<String, Set<String>> listed = MetricFamilies.listed(SINK_METRICS);
        URI metrics = deployment.stack().connect().metricsUrl();

        await().ignoreExceptions()
                .untilAsserted(() ->
                        assertThat(MetricFamilies.shown(metrics)).isNotEmpty().isEqualTo(listed));

        assertThat(MetricFamilies.values(metrics, "type")).containsExactlyInAnyOrder("s3", "opensearch", "postgres");
    }

    private static int objects() {
        return ObjectFiles.in(deployment.bucket()).size();
    }

    private static void awaitFurtherObjects() {
        int before = objects();
        await().until(() -> objects() > before + MANY);
    }

    private static long logged(String what) throws IOException {
        return Files.readAllLines(deployment.stack().connect().logFile()).stream()
                .filter(line -> line.contains(what))
                .count();
    }

    private static boolean allRun() {
        return deployment.sinks().names().stream()
                .allMatch(
                        name -> deployment.sinks().connector(name).orElseThrow().isRunning());
    }

    private static List<OptionalLong> processes() {
        Server stream = deployment.instances().get(0);
        return List.of(stream.pid(), deployment.stack().connect().pid());
    }
}
