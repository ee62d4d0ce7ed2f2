// SPDX-License-Identifier: Apache-2.0
package io.millrace.pipeline.watch;

import io.millrace.config.PipelineConfig;
import io.millrace.config.topics.PipelineTopic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Of the topics that a pipeline's stream reads or writes: how many partitions have just min.insync.replicas in sync, and how many fewer. */
record Replicas(double atMinimum, double belowMinimum) {
    static Replicas of(Admin admin, PipelineConfig pipeline)
            throws ExecutionException, TimeoutException, InterruptedException {
        List<String> names = pipeline.topics().stream()
                .filter(topic -> topic.role().isOfStream())
                .map(PipelineTopic::name)
                .distinct()
                .toList();
        Map<String, TopicDescription> topics = existing(admin, names);
        Map<String, Integer> minima = minima(admin, topics.keySet());
        int at = 0;
        int below = 0;
        for (TopicDescription topic : topics.values()) {
            int minimum = minima.get(topic.name());
            for (TopicPartitionInfo partition : topic.partitions()) {
                int inSync = partition.isr().size();
                at += inSync == minimum && inSync < partition.replicas().size() ? 1 : 0;
                below += inSync < minimum ? 1 : 0;
            }
        }
        return new Replicas(at, below);
    }

    /** A topic that is created later may be missing. */
    static Map<String, TopicDescription> existing(Admin admin, List<String> names)
            throws ExecutionException, TimeoutException, InterruptedException {
        Map<String, TopicDescription> topics = new HashMap<>();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> topic :
                admin.describeTopics(names).topicNameValues().entrySet()) {
            try {
                topics.put(topic.getKey(), BrokerFigures.answer(topic.getValue()));
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
            }
        }
        return topics;
    }

    private static Map<String, Integer> minima(Admin admin, Set<String> topics)
            throws ExecutionException, TimeoutException, InterruptedException {
        List<ConfigResource> resources = topics.stream()
                .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                .toList();
        return BrokerFigures.answer(admin.describeConfigs(resources).all()).entrySet().stream()
                .collect(Collectors.toMap(
                        topic -> topic.getKey().name(),
                        topic -> Integer.parseInt(topic.getValue()
                                .get(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG)
                                .value())));
    }
}
