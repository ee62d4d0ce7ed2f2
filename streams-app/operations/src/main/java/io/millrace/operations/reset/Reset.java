// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.reset;

import io.millrace.config.MillraceConfig;
import io.millrace.config.PipelineConfig;
import io.millrace.config.StreamsApplication;
import io.millrace.operations.cluster.ClusterAdmin;
import io.millrace.operations.cluster.PartitionState;
import io.millrace.operations.reset.ResetPosition.Kind;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Plans resets, and carries them out. Throws {@link io.millrace.operations.cluster.ClusterException} when the cluster does not answer, or
 * refuses, and {@link ResetRefusedException}.
 */
public final class Reset {
    /** As Kafka calls it where records are deleted. */
    private static final long TO_THE_END = -1;

    private final MillraceConfig config;
    private final ClusterAdmin cluster;

    public Reset(MillraceConfig config, ClusterAdmin cluster) {
        this.config = config;
        this.cluster = cluster;
    }

    /** Looks at the cluster and changes nothing. Any position but the earliest takes reading all topics of the pipeline. */
    public ResetPlan plan(PipelineConfig pipeline, ResetPosition position) {
        StreamsApplication application = pipeline.application();
        Collection<String> topics = cluster.topicNames();
        Map<TopicPartition, OffsetAndMetadata> committed = committed(application.group());
        SourceOffsets source = SourceOffsets.of(pipeline.sourceTopic(), cluster);
        Unaccounted unaccounted = position.kind() == Kind.EARLIEST ? null : Unaccounted.read(config, pipeline);
        List<String> internal = InternalTopics.of(application, topics, others(topics));
        return new ResetPlan(
                pipeline.name(),
                application.id(),
                members(application.group()),
                position.kind(),
                source.resets(committed, position, unaccounted),
                forgotten(committed.keySet(), pipeline.sourceTopic()),
                internal.stream()
                        .filter(topic -> !InternalTopics.isRepartition(topic))
                        .toList(),
                internal.stream().filter(InternalTopics::isRepartition).toList(),
                topics.contains(application.topologyTopic()) ? application.topologyTopic() : null);
    }

    private static List<TopicPartition> forgotten(Set<TopicPartition> committed, String source) {
        return committed.stream()
                .filter(partition -> !partition.topic().equals(source))
                .sorted(Comparator.comparing(TopicPartition::topic).thenComparing(TopicPartition::partition))
                .toList();
    }

    /** Applications that there may be on the cluster, whoever configured them. */
    private Set<String> others(Collection<String> topics) {
        Set<String> others = new HashSet<>(InternalTopics.recorded(topics));
        config.pipelines().forEach(pipeline -> others.add(pipeline.application().id()));
        cluster
                .answer(
                        cluster.admin()
                                .listGroups(ListGroupsOptions.forConsumerGroups())
                                .all(),
                        "its groups")
                .stream()
                .map(GroupListing::groupId)
                .forEach(others::add);
        return others;
    }

    private List<String> members(String group) {
        ConsumerGroupDescription found = cluster.group(group);
        return found == null
                ? List.of()
                : found.members().stream().map(Reset::shown).sorted().toList();
    }

    private static String shown(MemberDescription member) {
        return member.clientId() + member.host();
    }

    private Map<TopicPartition, OffsetAndMetadata> committed(String group) {
        Map<TopicPartition, OffsetAndMetadata> found = new HashMap<>(cluster.answer(
                cluster.admin()
                        .listConsumerGroupOffsets(group, new ListConsumerGroupOffsetsOptions().requireStable(true))
                        .partitionsToOffsetAndMetadata(),
                "the offsets of the group " + group + ", which a transaction that is open may hold back"));
        found.values().removeIf(offset -> offset == null);
        return found;
    }

    /**
     * Sets the offsets, which then no longer name the state they were committed with, deletes the topics, and the record of the topology
     * last, so that whatever ends it halfway, the same reset can be carried out again; until then the pipeline starts only as it was, or
     * is refused. Returns when the cluster no longer shows the topics.
     */
    public void execute(ResetPlan plan) {
        plan.requireNoMembers();
        Map<TopicPartition, OffsetAndMetadata> offsets = plan.offsets().stream()
                .collect(Collectors.toMap(PartitionReset::partition, offset -> new OffsetAndMetadata(offset.to())));
        cluster.answer(
                cluster.admin()
                        .alterConsumerGroupOffsets(plan.application(), offsets)
                        .all(),
                "new offsets of the group " + plan.application());
        if (!plan.forgotten().isEmpty()) {
            cluster.answer(
                    cluster.admin()
                            .deleteConsumerGroupOffsets(plan.application(), new HashSet<>(plan.forgotten()))
                            .all(),
                    "the deletion of offsets of the group " + plan.application());
        }
        empty(plan.emptied());
        delete(plan.topics());
        delete(plan.topologyTopic() == null ? List.of() : List.of(plan.topologyTopic()));
    }

    private void empty(List<String> topics) {
        if (topics.isEmpty()) {
            return;
        }
        Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
        cluster.topics(topics).forEach((name, topic) -> {
            for (PartitionState partition : topic.partitions()) {
                all.put(new TopicPartition(name, partition.partition()), RecordsToDelete.beforeOffset(TO_THE_END));
            }
        });
        cluster.answer(cluster.admin().deleteRecords(all).all(), "the deletion of the records of " + topics);
    }

    private void delete(List<String> topics) {
        if (topics.isEmpty()) {
            return;
        }
        Map<String, Uuid> before = ids(topics);
        cluster.answer(cluster.admin().deleteTopics(topics).all(), "the deletion of the topics " + topics);
        // A process that waits for the reset may make new ones at once.
        while (!Collections.disjoint(ids(topics).values(), before.values())) {
            ClusterAdmin.pause();
        }
    }

    /** Of those that there are. */
    private Map<String, Uuid> ids(List<String> topics) {
        Map<String, Uuid> ids = new HashMap<>();
        cluster.admin().describeTopics(topics).topicNameValues().forEach((name, answer) -> {
            TopicDescription found =
                    cluster.answerUnless(UnknownTopicOrPartitionException.class, answer, "the topic " + name);
            if (found != null) {
                ids.put(name, found.topicId());
            }
        });
        return ids;
    }
}
