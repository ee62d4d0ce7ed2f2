// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.millrace.admin.SwitchRefusedException;
import io.millrace.e2e.kit.Cluster;
import io.millrace.e2e.kit.ExactlyOnce;
import io.millrace.e2e.kit.Flow;
import io.millrace.e2e.kit.Received;
import io.millrace.e2e.kit.RunningApp;
import io.millrace.e2e.kit.Sent;
import io.millrace.profile.Profile;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens to one pipeline of a process happens to that one alone. */
class PipelineIsolationIT {
    @TempDir
    static Path folder;

    private static Cluster cluster;

    private Map<String, String> settings;
    private String one;
    private String other;

    @BeforeAll
    static void startServers() {
        cluster = new Cluster(folder);
        // Threads that fail are replaced, in this very JVM.
        Awaitility.doNotCatchUncaughtExceptionsByDefault();
        cluster.start();
    }

    @AfterAll
    static void stopServers() {
        cluster.close();
    }

    @BeforeEach
    void twoPipelines() throws Exception {
        settings = new HashMap<>(cluster.newPipeline("exactly_once_v2"));
        one = settings.get("pipelines");
        settings.putAll(cluster.newPipeline("exactly_once_v2"));
        other = settings.get("pipelines");
        settings.put("pipelines", one + ',' + other);
        // How soon a consumer learns of new partitions, and that a topic is gone.
        settings.put("kafka.consumer.metadata.max.age.ms", "500");
        // How long Kafka Streams, when it is closed, waits for a commit of offsets of a topic that is gone.
        settings.put("kafka.producer.max.block.ms", "10000");
        // Such a commit never gets through, so there is nothing to wait for.
        settings.put("shutdown.timeout.ms", "5000");
    }

    @Test
    void shouldTakeInPartitionsThatASourceGetsWhileItRuns() throws Exception {
        try (RunningApp app = new RunningApp(settings);
                Sent sent = cluster.sent(one);
                Received received = cluster.received(one);
                Admin admin = cluster.admin()) {
            app.awaitReady();
            Flow.check(sent, received, Cluster.PARTITIONS);

            admin.createPartitions(Map.of(one + ".events", NewPartitions.increaseTo(Cluster.PARTITIONS + 3)))
                    .all()
                    .get();
            await().atMost(RunningApp.LIMIT).until(() -> partitions(admin, one + ".events") == Cluster.PARTITIONS + 3);
            Flow.check(sent, received, Cluster.PARTITIONS + 3);
            received.settle();
            ExactlyOnce.check(sent, received);
            app.awaitReady();
            Flow.check(cluster, other, Cluster.PARTITIONS);
            assertThat(app.metrics()).contains("millrace_pipeline_running{pipeline=\"" + one + "\"} 1");
        }
    }

    private static int partitions(Admin admin, String topic) throws Exception {
        return admin.describeTopics(List.of(topic))
                .allTopicNames()
                .get()
                .get(topic)
                .partitions()
                .size();
    }

    @Test
    void shouldStopAloneWhenItsSourceIsDeletedAndSayHowToReadANewOne() throws Exception {
        try (RunningApp app = new RunningApp(settings)) {
            app.awaitReady();
            Flow.check(cluster, one, Cluster.PARTITIONS);

            deleteSource();

            assertThat(app.awaitFailed(one))
                    .contains("source topic " + one + ".events is gone", "another name")
                    .doesNotContainIgnoringCase("reset");
            assertThat(app.get("/ready").statusCode()).isEqualTo(503);
            assertThat(app.get("/ready").body()).contains(one + " FAILED: The source topic", other + " RUNNING");
            assertThat(app.get("/live").statusCode()).isEqualTo(200);
            assertThat(app.metrics())
                    .contains("millrace_pipeline_running{pipeline=\"" + one + "\"} 0")
                    .contains("millrace_pipeline_running{pipeline=\"" + other + "\"} 1");
            Flow.check(cluster, other, Cluster.PARTITIONS);
        }
        makeSourceAnew();
        // What is left of that life may hold its folder for a while, as it was in the middle of a commit.
        settings.put("state.dir", folder.resolve("another-disk").toString());
        try (RunningApp app = new RunningApp(settings)) {
            try (Sent sent = cluster.sent(one)) {
                sent.send(1, 1);
            }
            assertThat(app.awaitFailed(one))
                    .contains("recreated", "another name")
                    .doesNotContainIgnoringCase("reset");
            Flow.check(cluster, other, Cluster.PARTITIONS);
        }
        Map<String, String> renamed = new HashMap<>(settings);
        renamed.keySet().removeIf(key -> key.startsWith("pipelines." + one));
        renamed.put("pipelines", "renamed," + other);
        renamed.put("pipelines.renamed.format", "JSON");
        renamed.put("pipelines.renamed.max.age.ms", "2000");
        renamed.put("pipelines.renamed.source.topic", one + ".events");
        renamed.put("pipelines.renamed.sink.topic", one + ".batches");
        renamed.put("pipelines.renamed.dlq.topic", one + ".dlq");
        try (RunningApp app = new RunningApp(renamed)) {
            app.awaitReady();
            Flow.check(cluster, one, Cluster.PARTITIONS);
        }
    }

    /** Whether the group's offsets went with the topic or outlived it: what tells is whose state it is, not what comes first. */
    @ParameterizedTest
    @ValueSource(strings = {"exactly_once_v2", "at_least_once"})
    void shouldStopAloneWhenItsSourceWasMadeAnewWhileNothingRan(String guarantee) throws Exception {
        settings.put("processing.guarantee", guarantee);
        try (RunningApp app = new RunningApp(settings)) {
            app.awaitReady();
            Flow.check(cluster, one, Cluster.PARTITIONS);
        }
        deleteSource();
        makeSourceAnew();

        try (RunningApp app = new RunningApp(settings)) {
            assertThat(app.awaitFailed(one))
                    .contains("The source topic " + one + ".events was deleted and recreated.", "another name");
            Flow.check(cluster, other, Cluster.PARTITIONS);
        }
    }

    /** Returns when the broker no longer knows it, which may be a while after the controller. */
    private void deleteSource() throws Exception {
        try (Admin admin = cluster.admin()) {
            admin.deleteTopics(List.of(one + ".events")).all().get();
            await().atMost(RunningApp.LIMIT)
                    .until(() -> !admin.listTopics().names().get().contains(one + ".events"));
        }
    }

    private void makeSourceAnew() throws Exception {
        try (Admin admin = cluster.admin()) {
            Cluster.create(admin, List.of(new NewTopic(one + ".events", Cluster.PARTITIONS, (short) 1)));
        }
    }

    @Test
    void shouldBeginWithoutAPipelineThatLacksATopic() throws Exception {
        deleteSource();
        try (RunningApp app = new RunningApp(settings)) {
            assertThat(app.awaitFailed(one)).contains("there is no topic " + one + ".events");
            Flow.check(cluster, other, Cluster.PARTITIONS);

            makeSourceAnew();

            Flow.check(cluster, one, Cluster.PARTITIONS);
            app.awaitReady();
        }
    }

    @Test
    void shouldGoOnAsBeforeWhenAProfileCannotBegin() throws Exception {
        try (RunningApp app = new RunningApp(settings)) {
            app.awaitReady();
            // Kafka's producer finds no login module, and nobody knows before it is made.
            Profile unfit = Profile.of("unfit", Map.of("kafka.producer.security.protocol", "SASL_PLAINTEXT"));

            assertThatExceptionOfType(SwitchRefusedException.class).isThrownBy(() -> app.app.switchTo(unfit));

            assertThat(app.app.status().isRunning()).isTrue();
            assertThat(app.app.status().profile()).isEqualTo("none");
            Flow.check(cluster, one, Cluster.PARTITIONS);
            app.app.switchTo(Profile.of("mine", Map.of("commit.interval.ms", "200")));
            await().atMost(RunningApp.LIMIT)
                    .until(() -> app.app.status().profile().equals("mine")
                            && app.app.status().isRunning());
            Flow.check(cluster, one, Cluster.PARTITIONS);
            Flow.check(cluster, other, Cluster.PARTITIONS);
        }
    }
}
