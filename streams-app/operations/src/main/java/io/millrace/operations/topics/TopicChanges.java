// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.topics;

import io.millrace.config.MillraceConfig;
import io.millrace.config.topics.PipelineTopic;
import io.millrace.operations.cluster.ClusterAdmin;
import io.millrace.operations.cluster.ClusterException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;

/** Reads what a plan is based on, and carries it out. */
final class TopicChanges {
    static final long KAFKAS_MAX_MESSAGE_BYTES = 1_048_588;
    private static final String BROKERS_MAX_MESSAGE_BYTES = "message.max.bytes";

    private final ClusterAdmin cluster;

    TopicChanges(ClusterAdmin cluster) {
        this.cluster = cluster;
    }

    ClusterState read(MillraceConfig config) {
        NavigableMap<Integer, String> brokers = cluster.brokers();
        List<String> names =
                cluster.topicsOf(config).stream().map(PipelineTopic::name).toList();
        return new ClusterState(brokers, defaultMaxMessageBytes(brokers.firstKey()), cluster.topics(names));
    }

    private long defaultMaxMessageBytes(int broker) {
        try {
            String said = cluster.brokerSettings(broker).get(BROKERS_MAX_MESSAGE_BYTES);
            return said == null ? KAFKAS_MAX_MESSAGE_BYTES : Long.parseLong(said);
        } catch (ClusterException e) {
            if (e.isForbidden()) {
                return KAFKAS_MAX_MESSAGE_BYTES;
            }
            throw e;
        }
    }

    void make(List<Change> changes) {
        for (Step step : Step.values()) {
            switch (step) {
                case CREATE -> create(step.of(Change.Create.class, changes));
                case ADD_PARTITIONS ->
                    step.of(Change.AddPartitions.class, changes).forEach(this::addPartitions);
                case REASSIGN -> reassign(step.of(Change.Reassign.class, changes));
                case WAIT_FOR_FEWER, ALTER -> alter(step.of(Change.Alter.class, changes));
            }
        }
    }

    /** Someone else may have been faster; that is just as good. */
    private void create(List<Change.Create> changes) {
        List<NewTopic> topics = changes.stream()
                .map(change -> new NewTopic(
                                change.topic(),
                                Optional.of(change.partitions()),
                                change.copies() < 0 ? Optional.empty() : Optional.of(change.copies()))
                        .configs(change.settings()))
                .toList();
        cluster.admin()
                .createTopics(topics)
                .values()
                .forEach((name, created) ->
                        cluster.answerUnless(TopicExistsException.class, created, "a new topic " + name));
        cluster.awaitTopics(changes.stream().map(Change::topic).toList());
    }

    private void addPartitions(Change.AddPartitions change) {
        cluster.answer(
                cluster.admin()
                        .createPartitions(Map.of(change.topic(), NewPartitions.increaseTo(change.to())))
                        .all(),
                "more partitions of " + change.topic());
    }

    private void alter(List<Change.Alter> changes) {
        Map<ConfigResource, Collection<AlterConfigOp>> byTopic = new HashMap<>();
        changes.forEach(change -> byTopic.computeIfAbsent(
                        new ConfigResource(ConfigResource.Type.TOPIC, change.topic()), topic -> new ArrayList<>())
                .add(new AlterConfigOp(new ConfigEntry(change.what(), change.wanted()), OpType.SET)));
        cluster.admin()
                .incrementalAlterConfigs(byTopic)
                .values()
                .forEach((topic, altered) -> cluster.answer(altered, "new settings of " + topic.name()));
    }

    private void reassign(List<Change.Reassign> changes) {
        if (changes.isEmpty()) {
            return;
        }
        Map<TopicPartition, Optional<NewPartitionReassignment>> moves = new HashMap<>();
        changes.forEach(change -> change.assignment()
                .forEach((partition, brokers) -> moves.put(
                        new TopicPartition(change.topic(), partition),
                        Optional.of(new NewPartitionReassignment(brokers)))));
        cluster.admin()
                .alterPartitionReassignments(moves)
                .values()
                .forEach((partition, begun) -> cluster.answer(begun, "new copies of " + partition));
        while (!isDone(moves.keySet())) {
            ClusterAdmin.pause();
        }
    }

    private boolean isDone(Set<TopicPartition> partitions) {
        return cluster.answer(
                        cluster.admin().listPartitionReassignments(partitions).reassignments(), "the copies being made")
                .isEmpty();
    }
}
