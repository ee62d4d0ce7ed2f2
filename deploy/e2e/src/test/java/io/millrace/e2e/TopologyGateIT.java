// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.millrace.config.MillraceConfig;
import io.millrace.e2e.kit.Cluster;
import io.millrace.e2e.kit.CommandLine;
import io.millrace.e2e.kit.CommandLine.Result;
import io.millrace.e2e.kit.Flow;
import io.millrace.e2e.kit.RunningApp;
import io.millrace.pipeline.gate.TopologyGate;
import io.millrace.pipeline.start.StartException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pipeline does not start over what another topology has left, and says so before it is deployed. */
class TopologyGateIT {
    private static final Duration LONGER_THAN_A_RETRY = Duration.ofSeconds(7);

    @TempDir
    static Path folder;

    private static Cluster cluster;

    private Map<String, String> settings;
    private String one;
    private String other;

    @BeforeAll
    static void startServers() {
        cluster = new Cluster(folder);
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
        cluster.createTopic(one + ".others", "1048588");
    }

    /** As with every change of a topology that leaves its state behind. */
    private Map<String, String> incompatible() {
        Map<String, String> changed = new HashMap<>(settings);
        changed.put("pipelines." + one + ".source.topic", one + ".others");
        return changed;
    }

    @Test
    void shouldRefuseOnlyThePipelineWhoseTopologyIsAnotherUntilItIsPutBack() throws Exception {
        assertThat(check(settings).output().lines()).containsExactlyInAnyOrder(one + ": new", other + ": new");
        runBoth(settings);
        assertThat(check(settings)).isEqualTo(new Result(0, one + ": compatible\n" + other + ": compatible\n"));
        runBoth(settings);
        assertThat(records(one)).isOne();

        Result refused = check(incompatible());
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.output())
                .contains(one + ": incompatible: sub-topology.0.sources was " + one + ".events and is now " + one
                        + ".others. ")
                .contains("millrace reset --pipeline " + one)
                .contains(other + ": compatible");
        assertThat(CommandLine.run(incompatible(), "stream", "--check", "--json")
                        .output())
                .contains("\"topology\" : \"incompatible\"", "\"topology\" : \"compatible\"");
        try (RunningApp app = new RunningApp(incompatible())) {
            assertThat(app.awaitFailed(one))
                    .contains("has run another topology: sub-topology.0.sources was " + one + ".events")
                    .contains("millrace reset --pipeline " + one);
            await().during(LONGER_THAN_A_RETRY)
                    .until(() -> app.app.status().failures().containsKey(one)
                            && app.get("/ready").statusCode() == 503);
            assertThat(app.metrics()).contains("millrace_pipeline_running{pipeline=\"" + one + "\"} 0");
            Flow.check(cluster, other, Cluster.PARTITIONS);
        }
        runBoth(settings);
    }

    /** What lies in the repartition topic and in open batches is of the groups of before. */
    @Test
    void shouldRefuseOtherGroups() throws Exception {
        String groups = "pipelines." + one + ".group.by";
        settings.put(groups, "group");
        runBoth(settings);

        settings.put(groups, "field group");
        assertThat(check(settings).output()).contains(one + ": compatible");
        settings.put(groups, "id");
        assertThat(check(settings).output())
                .contains(one + ": incompatible: group.by was field group and is now field id. ");
        settings.remove(groups);
        Result refused = check(settings);
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.output()).contains(one + ": incompatible: group.by was field group");
    }

    @Test
    void shouldEndAProcessWhoseOnlyPipelineIsRefused() throws Exception {
        settings.put("pipelines", one);
        settings.keySet().removeIf(key -> key.startsWith("pipelines." + other));
        try (RunningApp app = new RunningApp(settings)) {
            app.awaitReady();
        }

        Result refused = CommandLine.run(incompatible(), "stream");

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.output().lines().filter(line -> line.startsWith("stream: ")))
                .singleElement()
                .asString()
                .contains(
                        "The application " + settings.get("application.id") + '.' + one + " has run another topology: ")
                .contains("Go back to the settings it ran with")
                .contains("another name (pipelines)")
                .contains("millrace reset");
    }

    @Test
    void shouldSayThatNobodyKnowsWhenTheBrokerDoesNotAnswer() throws Exception {
        settings.put("bootstrap.servers", "127.0.0.1:1");
        settings.put("start.timeout.ms", "2000");

        Result unknown = check(settings);

        assertThat(unknown.exitCode()).isEqualTo(1);
        assertThat(unknown.output())
                .startsWith("stream: The record of the topology, on the topic " + record(one))
                .contains("127.0.0.1:1", "could not be read");
    }

    @Test
    void shouldTakeInAnApplicationThatRanBeforeTopologiesWereRecorded() throws Exception {
        runBoth(settings);
        try (Admin admin = cluster.admin()) {
            admin.deleteTopics(List.of(record(one))).all().get();
            await().atMost(RunningApp.LIMIT)
                    .until(() -> !admin.listTopics().names().get().contains(record(one)));
        }
        assertThat(check(settings).output())
                .contains(one + ": unrecorded: it ran before topologies were recorded")
                .contains(other + ": compatible");

        runBoth(settings);

        assertThat(check(settings).output()).contains(one + ": compatible");
    }

    /** Neither sees the other before both have written. */
    @Test
    void shouldLetOnlyTheFirstOfTwoTopologiesIn() throws Exception {
        MillraceConfig config = MillraceConfig.of(settings);
        TopologyGate first = new TopologyGate(config, config.pipeline(one), reading("a"));
        TopologyGate second = new TopologyGate(config, config.pipeline(one), reading("b"));
        TopologyGate like = new TopologyGate(config, config.pipeline(one), reading("a"));
        List.of(first, second, like).forEach(TopologyGate::check);

        first.claim();

        assertThatExceptionOfType(StartException.class)
                .isThrownBy(second::claim)
                .withMessageContaining("sub-topology.0.sources was a and is now b");
        assertThat(like.claim()).isEqualTo(first.claim());
        assertThat(records(one)).isEqualTo(3);
    }

    private static Topology reading(String topic) {
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream(topic).to("out");
        return builder.build();
    }

    @Test
    void shouldKeepTheRecordForEverAndAsSafelyAsState() throws Exception {
        settings.put("kafka.topic.min.insync.replicas", "1");
        runBoth(settings);

        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, record(one));
        try (Admin admin = cluster.admin()) {
            var kept = admin.describeConfigs(List.of(topic)).all().get().get(topic);
            assertThat(kept.get("cleanup.policy").value()).isEqualTo("delete");
            assertThat(kept.get("retention.ms").value()).isEqualTo("-1");
            assertThat(kept.get("min.insync.replicas").isDefault()).isFalse();
        }
    }

    private void runBoth(Map<String, String> with) throws Exception {
        try (RunningApp app = new RunningApp(with)) {
            app.awaitReady();
            Flow.check(cluster, one, Cluster.PARTITIONS);
            Flow.check(cluster, other, Cluster.PARTITIONS);
        }
    }

    private static Result check(Map<String, String> with) throws Exception {
        return CommandLine.run(with, "stream", "--check");
    }

    private String record(String pipeline) {
        return MillraceConfig.of(settings).pipeline(pipeline).application().topologyTopic();
    }

    private long records(String pipeline) throws Exception {
        TopicPartition partition = new TopicPartition(record(pipeline), 0);
        try (Admin admin = cluster.admin()) {
            return admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                    .partitionResult(partition)
                    .get()
                    .offset();
        }
    }
}
