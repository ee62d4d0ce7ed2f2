// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.profiles;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.local.process.Lifetime;
import io.millrace.local.process.Site;
import io.millrace.local.server.KafkaNode;
import io.millrace.local.server.KafkaServer;
import io.millrace.profile.Profiles;
import io.millrace.resolved.ResolvedConfig;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProfilePipelineTest {
    @TempDir
    Path folder;

    @Test
    void shouldAskOneBrokerForOneReplicaWhateverTheProfile() {
        // When, Then
        for (String profile : Profiles.SHIPPED) {
            ProfilePipeline pipeline = pipeline(profile, 1);
            assertThat(pipeline.topics()).as(profile).allSatisfy(topic -> {
                assertThat(topic.replicationFactor()).isEqualTo((short) 1);
                assertThat(topic.numPartitions()).isEqualTo(ProfilePipeline.PARTITIONS);
                assertThat(topic.configs()).containsEntry("min.insync.replicas", "1");
            });
            assertThat(ResolvedConfig.of(pipeline.config())
                            .streams(pipeline.config().pipelines().get(0)))
                    .as(profile)
                    .containsEntry("replication.factor", "1")
                    .containsEntry("topic.min.insync.replicas", "1");
        }
    }

    @Test
    void shouldLeaveTheProfileAsItIsOnThreeBrokers() {
        // When
        List<NewTopic> durability = pipeline("durability", 3).topics();
        List<NewTopic> availability = pipeline("availability", 3).topics();

        // Then
        assertThat(durability).allSatisfy(topic -> {
            assertThat(topic.replicationFactor()).isEqualTo((short) 3);
            assertThat(topic.configs()).containsEntry("min.insync.replicas", "2");
        });
        assertThat(availability)
                .allSatisfy(topic -> assertThat(topic.configs()).containsEntry("min.insync.replicas", "1"));
    }

    @Test
    void shouldGiveClientsTheSettingsOfTheProfile() {
        // Given
        ProfilePipeline pipeline = pipeline("throughput", 3);

        // When, Then
        assertThat(pipeline.producer())
                .containsEntry("acks", "1")
                .containsEntry("linger.ms", "50")
                .containsEntry("compression.type", "lz4")
                .containsEntry("bootstrap.servers", "127.0.0.1:20001,127.0.0.1:20002,127.0.0.1:20003");
        assertThat(pipeline.consumer())
                .containsEntry("isolation.level", "read_committed")
                .containsEntry("fetch.min.bytes", "100000");
        assertThat(pipeline("availability", 3).settings()).containsEntry("kafka.consumer.session.timeout.ms", "6000");
    }

    /** Or the start refuses them. */
    @ParameterizedTest
    @ValueSource(strings = {"throughput", "latency", "durability", "availability"})
    void shouldMakeDeadLetterTopicsLargerThanWhatTheyTake(String profile) {
        // When
        List<NewTopic> topics = pipeline(profile, 3).topics();

        // Then
        assertThat(bytes(topics.get(2))).isGreaterThan(Math.max(bytes(topics.get(0)), bytes(topics.get(1))));
    }

    private static int bytes(NewTopic topic) {
        return Integer.parseInt(topic.configs().get("max.message.bytes"));
    }

    private ProfilePipeline pipeline(String profile, int brokers) {
        List<KafkaNode> nodes = KafkaNode.consecutive(brokers, 20_001, 30_001);
        Site site = new Site(folder, Lifetime.ATTACHED);
        return ProfilePipeline.of(
                "run-1",
                profile,
                new Brokers(nodes.stream()
                        .map(node -> new KafkaServer(site, node, nodes))
                        .toList()),
                "http://127.0.0.1:1");
    }
}
