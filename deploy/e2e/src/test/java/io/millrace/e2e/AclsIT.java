// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.app.Commands;
import io.millrace.cli.topics.TopicsCommand;
import io.millrace.e2e.kit.CommandLine;
import io.millrace.e2e.kit.GatewayProcess;
import io.millrace.e2e.kit.GuardedConnect;
import io.millrace.e2e.kit.GuardedKafka;
import io.millrace.e2e.kit.RunningApp;
import io.millrace.local.ObjectFiles;
import io.millrace.local.process.Lifetime;
import io.millrace.local.process.Ports;
import io.millrace.local.process.Site;
import io.millrace.local.server.RegistryServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.acl.AclOperation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With exactly the ACLs that are printed everything works, all sinks included, and without one of them whoever lacks it says so. */
class AclsIT {
    private static final int EVENTS = 500;

    @TempDir
    static Path folder;

    private static Site site;
    private static GuardedKafka kafka;
    private static GuardedConnect connect;
    private static RegistryServer registry;
    private static final int streamAdmin = Ports.free();
    private static final int gatewayAdmin = Ports.free();

    @BeforeAll
    static void start() {
        site = new Site(folder, Lifetime.ATTACHED);
        kafka = new GuardedKafka(
                site,
                "millrace-stream",
                "millrace-gateway",
                "millrace-connect",
                "millrace-operator",
                "millrace-verify");
        registry = new RegistryServer(site, Ports.free());
        connect = new GuardedConnect(site, kafka, "millrace-connect");
        kafka.server.start();
        registry.start();
        kafka.server.awaitReady();
        registry.awaitReady();
    }

    @AfterAll
    static void stop() {
        connect.close();
        registry.close();
        kafka.close();
    }

    @Test
    void shouldDoWithWhatIsPrintedAndSayWhatIsMissing() throws Exception {
        Map<String, String> settings = settings();
        kafka.grant(CommandLine.run(settings, "acls", "--format", "json").output());
        connect.start();
        assertThat(run(new TopicsCommand(), kafka.as("millrace-operator", settings), "apply"))
                .isZero();

        try (RunningApp stream = new RunningApp(settings("millrace-stream", streamAdmin));
                GatewayProcess gateway =
                        new GatewayProcess(site, "gateway", settings("millrace-gateway", gatewayAdmin))) {
            gateway.start();
            connect.deliver(
                    CommandLine.run(settings, "strimzi").output(),
                    registry.url().toString());
            stream.awaitReady();
            gateway.awaitReady();
            byte[] events = "{\"host\":\"a\"}\nnot an event\n".repeat(EVENTS).getBytes(StandardCharsets.UTF_8);
            awaitTaken(gateway, events);

            CommandLine.Result delivered = verified("120s");
            assertThat(delivered.exitCode()).as(delivered.output()).isZero();
            // A sink that was not looked at has a dash there.
            assertThat(delivered.output()).containsPattern("documents +[1-9]").containsPattern("rows +[1-9]");
            assertThat(ObjectFiles.in(connect.s3.bucket())).isNotEmpty();
            assertRedriven();
            assertSwitched();
            await().untilAsserted(() -> assertThat(stream.metrics())
                    .containsPattern("\nmillrace_brokers_asked_timestamp_seconds [1-9]")
                    .doesNotContain("millrace_group_lag_events{pipeline=\"logs\"} NaN"));

            assertEachSaysWhatItLacks(stream, gateway, events);
        }
    }

    /** What is no event is none the second time either, and is parked again. */
    private static void assertRedriven() throws Exception {
        Map<String, String> operator = kafka.as("millrace-operator", settings());
        assertThat(CommandLine.run(operator, "dlq", "list").exitCode()).isZero();

        CommandLine.Result redriven = CommandLine.run(operator, "dlq", "redrive", "logs", "--execute");

        assertThat(redriven.exitCode()).as(redriven.output()).isZero();
        assertThat(redriven.output()).contains("logs: sent " + EVENTS);
        CommandLine.Result verified = verified("120s");
        assertThat(verified.exitCode()).as(verified.output()).isZero();
    }

    private static void assertSwitched() throws Exception {
        Map<String, String> operator = kafka.as("millrace-operator", settings());
        operator.put("admin.instances", "http://127.0.0.1:" + streamAdmin + ",http://127.0.0.1:" + gatewayAdmin);

        CommandLine.Result switched = CommandLine.run(operator, "profiles", "switch", "latency");

        assertThat(switched.exitCode()).as(switched.output()).isZero();
        assertThat(switched.output()).contains("latency is in effect");
    }

    private static void assertEachSaysWhatItLacks(RunningApp stream, GatewayProcess gateway, byte[] events)
            throws Exception {
        kafka.take("millrace-verify", "logs.redriven", AclOperation.READ);
        CommandLine.Result verified = verified("0s");
        assertThat(verified.exitCode()).as(verified.output()).isEqualTo(2);
        assertThat(verified.output()).contains("Not authorized to access topics: [logs.redriven]");

        kafka.take("millrace-connect", "logs.batches", AclOperation.READ);
        await().untilAsserted(() ->
                assertThat(connect.problem("s3-logs")).contains("Not authorized to access topics: [logs.batches]"));

        kafka.take("millrace-stream", "logs.batches", AclOperation.WRITE);
        awaitTaken(gateway, events);
        assertThat(stream.awaitFailed("logs"))
                .contains("TopicAuthorizationException")
                .contains("logs.batches");
    }

    private static CommandLine.Result verified(String patience) throws Exception {
        return CommandLine.run(kafka.as("millrace-verify", settings()), "verify", "--wait", patience);
    }

    /** A client repeats what is refused for a moment. */
    private static void awaitTaken(GatewayProcess gateway, byte[] events) {
        await().until(() -> gateway.post("logs", "application/x-ndjson", events).statusCode() == 200);
    }

    private static int run(Object command, Map<String, String> settings, String... words) {
        List<String> arguments = new ArrayList<>(List.of(words));
        settings.forEach((key, value) -> arguments.addAll(List.of("--set", key + '=' + value)));
        return Commands.run(command, arguments.toArray(String[]::new));
    }

    /** Of a process that listens for switches of its profile. */
    private static Map<String, String> settings(String user, int adminPort) {
        Map<String, String> settings = kafka.as(user, settings());
        settings.put("admin.port", Integer.toString(adminPort));
        return settings;
    }

    private static Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(Map.of(
                "pipelines",
                "logs",
                "application.id",
                "app",
                "bootstrap.servers",
                kafka.server.bootstrapServers(),
                "schema.registry.url",
                registry.url().toString(),
                "state.dir",
                folder.resolve("state").toString(),
                "commit.interval.ms",
                "300",
                "http.port",
                "0",
                "pipelines.logs.format",
                "JSON",
                "pipelines.logs.max.age.ms",
                "1000",
                "pipelines.logs.group.by",
                "host"));
        settings.putAll(Map.of(
                "pipelines.logs.sinks",
                "s3,opensearch,postgres",
                "pipelines.logs.group.missing",
                "group",
                "kafka.replication.factor",
                "1",
                "topics.replication.factor",
                "1",
                "kafka.topic.min.insync.replicas",
                "1",
                "topics.min.insync.replicas",
                "1",
                "topics.partitions",
                "2",
                "admin.token",
                "for the test"));
        settings.putAll(connect.settings());
        return settings;
    }
}
