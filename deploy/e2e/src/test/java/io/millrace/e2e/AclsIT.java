// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.app.Commands;
import io.millrace.cli.topics.TopicsCommand;
import io.millrace.e2e.kit.CommandLine;
import io.millrace.e2e.kit.GatewayProcess;
import io.millrace.e2e.kit.GuardedKafka;
import io.millrace.e2e.kit.RunningApp;
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

/** With exactly the ACLs that are printed everything works, and without one of them whoever lacks it says so. */
class AclsIT {
    private static final int EVENTS = 500;

    @TempDir
    static Path folder;

    private static Site site;
    private static GuardedKafka kafka;
    private static RegistryServer registry;

    @BeforeAll
    static void start() {
        site = new Site(folder, Lifetime.ATTACHED);
        kafka = new GuardedKafka(site, "millrace-stream", "millrace-gateway", "millrace-operator");
        registry = new RegistryServer(site, Ports.free());
        kafka.server.start();
        registry.start();
        kafka.server.awaitReady();
        registry.awaitReady();
    }

    @AfterAll
    static void stop() {
        registry.close();
        kafka.close();
    }

    @Test
    void shouldDoWithWhatIsPrintedAndSayWhatIsMissing() throws Exception {
        Map<String, String> settings = settings();
        kafka.grant(CommandLine.run(settings, "acls", "--format", "json").output());
        assertThat(run(new TopicsCommand(), kafka.as("millrace-operator", settings), "apply"))
                .isZero();

        try (RunningApp stream = new RunningApp(kafka.as("millrace-stream", settings));
                GatewayProcess gateway = new GatewayProcess(site, "gateway", kafka.as("millrace-gateway", settings))) {
            stream.awaitReady();
            gateway.start();
            gateway.awaitReady();
            byte[] events = "{\"host\":\"a\"}\nnot an event\n".repeat(EVENTS).getBytes(StandardCharsets.UTF_8);
            awaitTaken(gateway, events);

            CommandLine.Result verified =
                    CommandLine.run(kafka.as("millrace-operator", settings), "verify", "--wait", "120s");
            assertThat(verified.exitCode()).as(verified.output()).isZero();
            assertThat(CommandLine.run(kafka.as("millrace-operator", settings), "dlq", "list")
                            .exitCode())
                    .isZero();

            await().untilAsserted(() -> assertThat(stream.metrics())
                    .containsPattern("\nmillrace_brokers_asked_timestamp_seconds [1-9]")
                    .doesNotContain("millrace_group_lag_events{pipeline=\"logs\"} NaN"));

            kafka.take("millrace-stream", "logs.batches", AclOperation.WRITE);
            awaitTaken(gateway, events);
            assertThat(stream.awaitFailed("logs"))
                    .contains("TopicAuthorizationException")
                    .contains("logs.batches");
        }
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
                "pipelines.logs.group.missing",
                "group",
                "kafka.replication.factor",
                "1",
                "topics.replication.factor",
                "1",
                "topics.partitions",
                "2"));
        return settings;
    }
}
