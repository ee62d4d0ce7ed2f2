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
import io.millrace.operations.connect.ConnectWorker;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Servers that go away in mid-run and come back: stream and sinks wait for them, and nobody starts anything again. A sink that cannot go on says
 * so.
 */
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
        await().ignoreExceptions()
                .untilAsserted(() ->
                        assertThat(MetricFamilies.shown(metrics())).isNotEmpty().isEqualTo(listed));

        assertThat(MetricFamilies.values(metrics(), "type")).containsExactlyInAnyOrder("s3", "opensearch", "postgres");
    }

    /** One at its start, for want of the right key, and one while it delivers, as its bucket is taken away. */
    @Test
    void shouldShowThatASinkHasFailedForGood() throws Exception {
        Path bucket = Files.createDirectory(deployment.bucket().resolveSibling("doomed"));
        putLike("s3-logs", "doomed", "s3.bucket", "doomed");
        putLike("s3-logs", "denied", "s3.secret.access.key", "guessed");
        try (Feeder feeder = new Feeder(sent, PARTITIONS)) {
            await().until(() -> !ObjectFiles.in(bucket).isEmpty());
            assertThat(MetricFamilies.samples(metrics(), "millrace_sink_task_failed"))
                    .contains("millrace_sink_task_failed{connector=\"doomed\",task=\"0\"} 0.0");

            Files.move(bucket, bucket.resolveSibling("gone"));
            await().until(() -> hasFailed("doomed") && hasFailed("denied"));

            assertThat(problem("doomed")).contains("Delivery failed at logs.batches-", "bucket doomed");
            assertThat(problem("denied")).contains("The bucket millrace", "s3.secret.access.key");
            await().untilAsserted(() -> assertThat(MetricFamilies.samples(metrics(), "millrace_sink_task_failed"))
                    .contains(
                            "millrace_sink_task_failed{connector=\"doomed\",task=\"0\"} 1.0",
                            "millrace_sink_task_failed{connector=\"denied\",task=\"0\"} 1.0",
                            "millrace_sink_task_failed{connector=\"s3-logs\",task=\"0\"} 0.0"));
            assertThat(allRun()).isTrue();
            awaitFurtherObjects();
            feeder.stop();
        }
    }

    /** A connector like another but for its name and one setting. */
    private static void putLike(String other, String name, String key, String value) {
        Map<String, String> settings =
                new HashMap<>(deployment.sinks().connector(other).orElseThrow().config());
        settings.put("name", name);
        settings.put(key, value);
        new ConnectWorker(deployment.stack().connect().url().toString()).put(name, settings);
    }

    private static boolean hasFailed(String connector) {
        return deployment
                .sinks()
                .connector(connector)
                .filter(found -> found.tasks().equals(List.of("FAILED")))
                .isPresent();
    }

    private static String problem(String connector) {
        return deployment.sinks().connector(connector).orElseThrow().problem();
    }

    private static URI metrics() {
        return deployment.stack().connect().metricsUrl();
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
