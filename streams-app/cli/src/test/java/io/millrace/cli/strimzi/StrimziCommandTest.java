// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli.strimzi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class StrimziCommandTest {
    @Test
    void shouldPrintATopicWithWhatTheProfileWantsOfIt() {
        assertThat(print("--kafka", "main", "--set", "profile=durability")).contains("""
                        ---
                        apiVersion: kafka.strimzi.io/v1
                        kind: KafkaTopic
                        metadata:
                          name: web-logs.redrives
                          labels:
                            strimzi.io/cluster: main
                        spec:
                          topicName: web_logs.redrives
                          partitions: 12
                          replicas: 3
                          config:
                            cleanup.policy: "compact"
                        """);
    }

    @Test
    void shouldLeaveCopiesToTheBrokersWhereNothingIsSaid() {
        assertThat(print())
                .contains("  topicName: web_logs.events\n  partitions: 4\n")
                .doesNotContain("replicas:");
    }

    @Test
    void shouldPrintAConnectorForEachSinkOfAPipeline() {
        assertThat(print("--connect", "workers", "--set", "pipelines=logs", "--set", "defaults.sinks=s3,postgres"))
                .contains("""
                        kind: KafkaConnector
                        metadata:
                          name: s3-logs
                          labels:
                            strimzi.io/cluster: workers
                            millrace.io/sink: s3
                        spec:
                          config:
                            consumer.override.isolation.level: "read_committed"
                            dead.letter.topic: "logs.dlq"
                            topics: "logs.batches,logs.redriven"
                        """)
                .contains("  name: postgres-logs\n");
    }

    @Test
    void shouldPrintUsersUnlessTheClusterKnowsNone() {
        assertThat(print("--set", "pipelines=logs", "--set", "defaults.sinks=s3"))
                .contains("kind: KafkaUser", "name: \"connect-s3-logs\"", "type: tls");
        assertThat(print("--set", "pipelines=logs", "--authentication", "none"))
                .contains("kind: KafkaTopic")
                .doesNotContain("KafkaUser");
    }

    @Test
    void shouldRefuseWhatKubernetesCannotName() {
        assertThat(print("--kafka", "Main")).contains("Main is no name of a Kubernetes resource");
        assertThat(print("--set", "defaults.sinks=s3")).contains("s3-web_logs is no name of a Kubernetes resource");
        assertThat(print("--set", "pipelines=web_logs,web-logs"))
                .contains("web_logs.events and web-logs.events would be the same Kubernetes resource");
    }

    private static String print(String... options) {
        StringWriter out = new StringWriter();
        List<String> arguments = new ArrayList<>();
        List.of("pipelines=web_logs", "defaults.sinks=")
                .forEach(setting -> arguments.addAll(List.of("--set", setting)));
        arguments.addAll(List.of(options));
        new CommandLine(new StrimziCommand())
                .setOut(new PrintWriter(out))
                .setExecutionExceptionHandler((failure, line, parsed) -> {
                    out.append(failure.getMessage());
                    return 1;
                })
                .execute(arguments.toArray(String[]::new));
        return out.toString();
    }
}
