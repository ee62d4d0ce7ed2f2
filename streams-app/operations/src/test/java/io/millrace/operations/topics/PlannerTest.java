// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.config.MillraceConfig;
import io.millrace.config.topics.PipelineTopic;
import io.millrace.operations.cluster.TopicState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class PlannerTest {
    private static final Map<String, String> ROOM = Map.of("max.message.bytes", "33554432");

    @Test
    void shouldCreateTopicsThatFitEachOther() {
        TopicPlan plan = plan(Map.of("topics.partitions", "6", "topics.compression.type", "lz4"), Clusters.of(1));

        assertThat(plan.changes())
                .containsExactly(
                        new Change.Create("logs.events", 6, (short) -1, Map.of("compression.type", "lz4")),
                        new Change.Create(
                                "logs.batches",
                                6,
                                (short) -1,
                                Map.of("compression.type", "lz4", "max.message.bytes", "1048576")),
                        new Change.Create(
                                "logs.dlq",
                                6,
                                (short) -1,
                                Map.of("compression.type", "lz4", "max.message.bytes", "33554432")));
        assertThat(plan.lowering()).isEmpty();
    }

    @Test
    void shouldCreateTheSinkTopicsThatRulesName() {
        ClusterState cluster = Clusters.of(
                1,
                Clusters.topic("logs.events", 3, 1, Map.of()),
                Clusters.topic("logs.batches", 3, 1, Map.of("max.message.bytes", "70000000")));

        TopicPlan plan = plan(Map.of("pipelines.logs.routes", "level = 4 -> batch to warnings"), cluster);

        assertThat(plan.changes())
                .containsExactly(
                        new Change.Create("warnings", 3, (short) -1, Map.of("max.message.bytes", "1048576")),
                        new Change.Create("logs.dlq", 3, (short) -1, Map.of("max.message.bytes", "70065536")));
    }

    @Test
    void shouldMakeNewTopicsWithThePartitionsOfASourceThatIsThere() {
        TopicPlan plan = plan(Map.of(), Clusters.of(1, Clusters.topic("logs.events", 3, 1, Map.of())));

        assertThat(plan.changes()).hasSize(2).allSatisfy(change -> assertThat(((Change.Create) change).partitions())
                .isEqualTo(3));
    }

    @Test
    void shouldFindNothingToDoWhenAllIsAsWanted() {
        TopicPlan plan = plan(Map.of("topics.partitions", "3"), sound(1));

        assertThat(plan.isEmpty()).isTrue();
        assertThat(plan.notes()).isEmpty();
    }

    @Test
    void shouldKeepThePartitionsOfASourceAndSaySo() {
        TopicPlan plan = plan(Map.of("topics.partitions", "12"), sound(1));

        assertThat(plan.isEmpty()).isTrue();
        assertThat(plan.notes()).singleElement().asString().contains("logs.events has 3", "12 (topics.partitions)");
    }

    @Test
    void shouldGiveSinkAndDeadLettersThePartitionsOfTheSource() {
        ClusterState cluster = Clusters.of(
                1,
                Clusters.topic("logs.events", 4, 1, Map.of()),
                Clusters.topic("logs.batches", 2, 1, Map.of()),
                Clusters.topic("logs.dlq", 8, 1, ROOM));

        assertThat(plan(Map.of(), cluster).changes()).containsExactly(new Change.AddPartitions("logs.batches", 2, 4));
    }

    @Test
    void shouldRaiseCopiesOverTheBrokersWithTheLeaderFirst() {
        TopicPlan plan = plan(Map.of("topics.replication.factor", "2"), sound(3));

        assertThat(plan.changes()).hasSize(3).allSatisfy(change -> {
            Change.Reassign reassign = (Change.Reassign) change;
            assertThat(reassign.from()).isEqualTo(1);
            assertThat(reassign.to()).isEqualTo(2);
            assertThat(reassign.assignment().values())
                    .allSatisfy(brokers ->
                            assertThat(brokers).hasSize(2).startsWith(1).doesNotHaveDuplicates());
            assertThat(reassign.assignment().values()).anyMatch(brokers -> brokers.contains(2));
            assertThat(reassign.assignment().values()).anyMatch(brokers -> brokers.contains(3));
        });
        assertThat(plan.lowering()).isEmpty();
    }

    @Test
    void shouldRefuseMoreCopiesThanThereAreBrokers() {
        assertThatThrownBy(() -> plan(Map.of("topics.replication.factor", "3"), sound(2)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("topics.replication.factor=3")
                .hasMessageContaining("2 broker");
    }

    @Test
    void shouldRefuseToWaitForMoreCopiesThanThereAre() {
        assertThatThrownBy(() -> plan(Map.of("topics.min.insync.replicas", "2"), sound(3)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("min.insync.replicas=2")
                .hasMessageContaining("replication.factor");
    }

    @Test
    void shouldNameTheSettingThatKafkaDoesNotKnow() {
        assertThatThrownBy(() -> plan(Map.of("topics.retenton.ms", "1"), sound(1)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("topics.retenton.ms")
                .hasMessageContaining("retention.ms");
        assertThatThrownBy(() -> plan(Map.of("topics.dlq.retention", "1"), sound(1)))
                .hasMessageContaining("topics.dlq.retention");
    }

    @Test
    void shouldMarkWhatLowersDurability() {
        ClusterState cluster = Clusters.of(
                3,
                Clusters.topic("logs.events", 1, 3, Map.of("min.insync.replicas", "2", "retention.ms", "9")),
                Clusters.topic("logs.batches", 1, 2, Map.of("max.message.bytes", "9000000")),
                Clusters.topic("logs.dlq", 1, 2, with(ROOM, "retention.ms", "-1")));

        TopicPlan plan = plan(
                Map.of(
                        "topics.replication.factor", "2",
                        "topics.min.insync.replicas", "1",
                        "topics.unclean.leader.election.enable", "true",
                        "topics.max.message.bytes", "2000000",
                        "topics.retention.ms", "604800000",
                        "topics.partitions", "1"),
                cluster);

        assertThat(plan.lowering())
                .extracting(change -> change.topic() + ' ' + change.what())
                .containsExactlyInAnyOrder(
                        "logs.events replication.factor",
                        "logs.events min.insync.replicas",
                        "logs.events unclean.leader.election.enable",
                        "logs.batches max.message.bytes",
                        "logs.batches unclean.leader.election.enable",
                        "logs.dlq retention.ms",
                        "logs.dlq unclean.leader.election.enable");
        assertThat(plan.withoutLowering().changes())
                .extracting(change -> change.topic() + ' ' + change.what())
                .containsExactlyInAnyOrder("logs.events max.message.bytes", "logs.events retention.ms");
    }

    @Test
    void shouldMakeRoomForBatchesAndForTheirDeadLetters() {
        ClusterState cluster = Clusters.of(
                1,
                Clusters.topic("logs.events", 4, 1, Map.of()),
                Clusters.topic("logs.batches", 4, 1, Map.of()),
                Clusters.topic("logs.dlq", 4, 1, Map.of()));

        TopicPlan plan = plan(Map.of("pipelines.logs.batch.max.bytes", "2000000"), cluster);

        assertThat(plan.changes())
                .containsExactly(
                        new Change.Alter("logs.batches", "max.message.bytes", "1048588", "2065536", false),
                        new Change.Alter("logs.dlq", "max.message.bytes", "1048588", "33554432", false));
    }

    @Test
    void shouldNotShrinkDeadLettersToWhatIsSaidOfAllTopics() {
        TopicPlan plan = plan(Map.of("topics.max.message.bytes", "4194304", "topics.partitions", "3"), sound(1));

        assertThat(plan.changes()).extracting(Change::topic).containsExactly("logs.events", "logs.batches");
    }

    @Test
    void shouldAlterStateTopicsOfThisApplicationOnly() {
        ClusterState cluster = Clusters.of(
                3,
                Clusters.topic("logs.events", 4, 3, Map.of()),
                Clusters.topic("logs.batches", 4, 3, Map.of()),
                Clusters.topic("logs.dlq", 4, 3, ROOM),
                Clusters.topic("millrace.logs-open-batches-changelog", 4, 1, ROOM),
                Clusters.topic("millrace.other-logs-open-batches-changelog", 1, 1, Map.of()));

        TopicPlan plan = plan(Map.of("kafka.replication.factor", "3", "kafka.topic.min.insync.replicas", "2"), cluster);

        assertThat(plan.changes())
                .extracting(change -> change.topic() + ' ' + change.what() + ' ' + change.wanted())
                .containsExactly(
                        "millrace.logs-open-batches-changelog replication.factor 3",
                        "millrace.logs-open-batches-changelog min.insync.replicas 2");
    }

    @Test
    void shouldGiveTheStateTopicThePartitionsThatTheSourceHasNow() {
        ClusterState cluster = Clusters.of(
                1,
                Clusters.topic("logs.events", 5, 1, Map.of()),
                Clusters.topic("logs.batches", 5, 1, Map.of()),
                Clusters.topic("logs.dlq", 5, 1, ROOM),
                Clusters.topic("millrace.logs-open-batches-changelog", 4, 1, ROOM));

        assertThat(plan(Map.of(), cluster).changes())
                .containsExactly(new Change.AddPartitions("millrace.logs-open-batches-changelog", 4, 5));
    }

    @Test
    void shouldGiveTheStateTopicRoomForLargerBatches() {
        ClusterState cluster = Clusters.of(
                1,
                Clusters.topic("logs.events", 4, 1, Map.of()),
                Clusters.topic("logs.batches", 4, 1, Map.of("max.message.bytes", "4194304")),
                Clusters.topic("logs.dlq", 4, 1, ROOM),
                Clusters.topic("millrace.logs-open-batches-changelog", 4, 1, Map.of()));

        assertThat(plan(Map.of("pipelines.logs.batch.max.bytes", "3000000"), cluster)
                        .changes())
                .extracting(change -> change.topic() + ' ' + change.what() + ' ' + change.wanted())
                .containsExactly("millrace.logs-open-batches-changelog max.message.bytes 4048576");
    }

    @Test
    void shouldWantCopiesOfTopicsOfEveryRole() {
        Map<String, String> settings = Map.of("topics.replication.factor", "2", "kafka.replication.factor", "2");
        List<PipelineTopic> topics =
                MillraceConfig.of(with(settings, "pipelines", "logs")).topics();

        TopicPlan plan = whole(
                settings,
                Clusters.of(
                        2,
                        topics.stream()
                                .map(topic -> Clusters.topic(topic.name(), 1, 1, ROOM))
                                .toArray(TopicState[]::new)));

        assertThat(plan.changes())
                .filteredOn(Change.Reassign.class::isInstance)
                .extracting(Change::topic)
                .containsExactlyElementsOf(
                        topics.stream().map(PipelineTopic::name).toList());
    }

    private static ClusterState sound(int brokers) {
        return Clusters.of(
                brokers,
                Clusters.topic("logs.events", 3, 1, Map.of()),
                Clusters.topic("logs.batches", 3, 1, Map.of()),
                Clusters.topic("logs.dlq", 3, 1, ROOM));
    }

    private static Map<String, String> with(Map<String, String> settings, String key, String value) {
        Map<String, String> all = new HashMap<>(settings);
        all.put(key, value);
        return all;
    }

    /** Without the topics of redrives, which have a test of their own. */
    private static TopicPlan plan(Map<String, String> settings, ClusterState cluster) {
        TopicPlan whole = whole(settings, cluster);
        return new TopicPlan(
                whole.changes().stream()
                        .filter(change -> !change.topic().startsWith("logs.redriv"))
                        .toList(),
                whole.notes());
    }

    private static TopicPlan whole(Map<String, String> settings, ClusterState cluster) {
        MillraceConfig config = MillraceConfig.of(with(settings, "pipelines", "logs"));
        return Planner.plan(config, config.topicRules(), cluster);
    }

    /** What was parked fits, and what was sent back is not forgotten, whatever is said of all topics. */
    @Test
    void shouldMakeTheTopicsOfRedrives() {
        ClusterState cluster = Clusters.of(
                1,
                Clusters.topic("logs.events", 4, 1, Map.of()),
                Clusters.topic("logs.batches", 4, 1, Map.of()),
                Clusters.topic("logs.dlq", 4, 1, Map.of("max.message.bytes", "50000000")));

        assertThat(whole(Map.of("topics.cleanup.policy", "delete"), cluster).changes())
                .filteredOn(change -> change instanceof Change.Create)
                .containsExactly(
                        new Change.Create(
                                "logs.redriven",
                                4,
                                (short) -1,
                                Map.of("cleanup.policy", "delete", "max.message.bytes", "50000000")),
                        new Change.Create("logs.redrives", 4, (short) -1, Map.of("cleanup.policy", "compact")));
    }

    @Test
    void shouldKeepCopiesThatAreInSyncWhenThereAreToBeFewer() {
        TopicState topic = Clusters.topic("logs.events", 1, 3, Map.of());

        TopicPlan plan = plan(Map.of("topics.replication.factor", "1"), Clusters.of(3, topic));

        assertThat(plan.lowering())
                .singleElement()
                .isEqualTo(new Change.Reassign("logs.events", 3, 1, Map.of(0, List.of(1))));
    }
}
