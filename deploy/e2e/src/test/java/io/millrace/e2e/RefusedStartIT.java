// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.e2e.kit.Cluster;
import io.millrace.e2e.kit.CommandLine;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start that cannot succeed ends at once, non-zero, with one sentence that names what is wrong. */
class RefusedStartIT {
    @TempDir
    static Path folder;

    private static Cluster cluster;

    @BeforeAll
    static void startServers() {
        cluster = new Cluster(folder);
        cluster.start();
    }

    @AfterAll
    static void stopServers() {
        cluster.close();
    }

    @Test
    void shouldNameTheMissingTopics() throws Exception {
        Refusal refusal = start(cluster.newPipeline("exactly_once_v2"), Map.of("pipelines.p.source.topic", "nowhere"));

        assertThat(refusal.sentence()).contains("there is no topic nowhere").contains("source.topic");
    }

    @Test
    void shouldNameThePortInUse() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String port = Integer.toString(taken.getLocalPort());

            Refusal refusal = start(cluster.newPipeline("exactly_once_v2"), Map.of("http.port", port));

            assertThat(refusal.sentence())
                    .contains("port " + port)
                    .contains("in use")
                    .contains("http.port");
        }
    }

    @Test
    void shouldNameTheBrokerThatDoesNotAnswer() throws Exception {
        Refusal refusal = start(
                cluster.newPipeline("exactly_once_v2"),
                Map.of("bootstrap.servers", "127.0.0.1:1", "start.timeout.ms", "2000"));

        assertThat(refusal.sentence()).contains("127.0.0.1:1").contains("start.timeout.ms=2000");
    }

    @Test
    void shouldNameTheRegistryThatDoesNotAnswer() throws Exception {
        Refusal refusal = start(
                cluster.newPipeline("exactly_once_v2"),
                Map.of("schema.registry.url", "http://127.0.0.1:1", "start.timeout.ms", "10000"));

        assertThat(refusal.sentence()).contains("schema registry at http://127.0.0.1:1");
    }

    @Test
    void shouldNameTheStateFolderThatCannotBeWritten() throws Exception {
        Path file = Files.writeString(folder.resolve("a-file"), "");

        Refusal refusal = start(
                cluster.newPipeline("exactly_once_v2"),
                Map.of("state.dir", file.resolve("state").toString()));

        assertThat(refusal.sentence()).contains("state folder").contains(file.toString());
    }

    @Test
    void shouldNameTheTopicThatTakesTooLittle() throws Exception {
        Refusal refusal =
                start(cluster.newPipeline("exactly_once_v2"), Map.of("pipelines.p.batch.max.bytes", "1048588"));

        assertThat(refusal.sentence())
                .contains(".batches accepts records of 1048588")
                .contains("max.message.bytes");
    }

    /** As when {@code batch.max.bytes} was raised since Kafka Streams made it. */
    @Test
    void shouldNameTheStateTopicThatTakesTooLittle() throws Exception {
        Map<String, String> settings = cluster.newPipeline("at_least_once");
        String state = settings.get("application.id") + '.' + settings.get("pipelines") + "-open-batches-changelog";
        cluster.createTopic(state, "1500000");

        Refusal refusal = start(settings, Map.of());

        assertThat(refusal.sentence())
                .contains(state + " accepts records of 1500000 bytes")
                .contains("batch.max.bytes")
                .contains("millrace topics apply");
    }

    @Test
    void shouldNameTheUnknownKey() throws Exception {
        Refusal refusal = start(cluster.newPipeline("exactly_once_v2"), Map.of("comit.interval.ms", "100"));

        assertThat(refusal.sentence()).contains("comit.interval.ms").contains("commit.interval.ms");
    }

    private record Refusal(String sentence) {}

    /** Runs {@code millrace stream} to its end; {@code pipelines.p.} in a changed key stands for the pipeline's own. */
    private static Refusal start(Map<String, String> settings, Map<String, String> changes)
            throws IOException, InterruptedException {
        String prefix = "pipelines." + settings.get("pipelines") + '.';
        changes.forEach((key, value) -> settings.put(key.replace("pipelines.p.", prefix), value));
        CommandLine.Result ended = CommandLine.run(settings, "stream");
        String output = ended.output();
        assertThat(ended.exitCode()).as(output).isNotZero();
        List<String> sentences =
                output.lines().filter(text -> text.startsWith("stream: ")).toList();
        assertThat(sentences).as(output).hasSize(1);
        return new Refusal(sentences.get(0));
    }
}
