// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.dlq;

import io.millrace.config.MillraceConfig;
import io.millrace.config.PipelineConfig;
import io.millrace.config.topics.TopicRole;
import io.millrace.operations.cluster.ClusterAdmin;
import io.millrace.operations.cluster.TopicState;
import io.millrace.operations.connect.ConnectWorker;
import io.millrace.operations.connect.SinkConnector;
import io.millrace.operations.dlq.letters.Retention;
import io.millrace.operations.dlq.letters.Targets;
import io.millrace.operations.verify.topics.TopicTail;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What is to be known of a pipeline's dead letters before the first of them is read. */
final class DeadLetterTopic {
    private final MillraceConfig config;
    private final PipelineConfig pipeline;
    private final ClusterAdmin cluster;

    DeadLetterTopic(MillraceConfig config, PipelineConfig pipeline, ClusterAdmin cluster) {
        this.config = config;
        this.pipeline = pipeline;
        this.cluster = cluster;
    }

    /** Throws {@link RedriveRefusedException} when there is none. */
    private TopicDescription description() {
        String topic = pipeline.dlqTopic();
        TopicDescription found = cluster.answerUnless(
                UnknownTopicOrPartitionException.class,
                cluster.admin().describeTopics(List.of(topic)).topicNameValues().get(topic),
                "the topic " + topic);
        if (found == null) {
            throw new RedriveRefusedException("There is no topic " + topic + ", so there are no dead letters");
        }
        return found;
    }

    List<TopicPartition> partitions() {
        return description().partitions().stream()
                .map(one -> new TopicPartition(pipeline.dlqTopic(), one.partition()))
                .toList();
    }

    /** As far as it was written; empty when there is no such topic. */
    Ledger ledger() {
        Uuid id = description().topicId();
        Map<TopicPartition, OffsetSpec> wanted =
                partitions().stream().collect(Collectors.toMap(one -> one, one -> OffsetSpec.earliest()));
        Map<TopicPartition, Long> beginnings = new HashMap<>();
        cluster.answer(cluster.admin().listOffsets(wanted).all(), "offsets of the topic " + pipeline.dlqTopic())
                .forEach((partition, found) -> beginnings.put(partition, found.offset()));
        String topic = pipeline.topic(TopicRole.REDRIVES);
        Ledger ledger = new Ledger(topic, id, beginnings);
        try (TopicTail tail = new TopicTail(config)) {
            if (tail.exists(topic)) {
                tail.read(Map.of(topic, ledger::read));
            }
        }
        return ledger;
    }

    /** Throws {@link RedriveRefusedException} when the ledger could forget, or does not exist. */
    void requireLedger() {
        String topic = pipeline.topic(TopicRole.REDRIVES);
        TopicState found = cluster.topics(List.of(topic)).get(topic);
        if (found == null) {
            throw new RedriveRefusedException("There is no topic " + topic
                    + " to keep account of what was sent back; millrace topics apply creates it");
        }
        if (!found.text("cleanup.policy").equals("compact")) {
            throw new RedriveRefusedException("The topic " + topic + " has cleanup.policy="
                    + found.text("cleanup.policy")
                    + " and forgets what was sent back; millrace topics apply sets it to compact");
        }
    }

    Targets targets() {
        String redriven = pipeline.topic(TopicRole.REDRIVEN);
        Map<String, Integer> partitions = new HashMap<>();
        Map<String, TopicState> topics = cluster.topics(List.of(pipeline.sourceTopic(), redriven));
        topics.forEach((name, topic) -> partitions.put(name, topic.partitions().size()));
        TopicState source = topics.get(pipeline.sourceTopic());
        Retention retention = Retention.of(source == null ? Map.of() : source.settings(), InstantSource.system());
        return new Targets(pipeline, partitions, readers(redriven), retention, config.maxAttempts());
    }

    private Set<String> readers(String redriven) {
        return config.connectUrl().isEmpty()
                ? null
                : new ConnectWorker(config.connectUrl())
                        .reading(Set.of(redriven)).stream()
                                .map(SinkConnector::name)
                                .collect(Collectors.toSet());
    }
}
