// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.profiles;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;

/** What the brokers say of their topics. A question that they cannot answer now is answered with no. */
final class BrokerCluster implements AutoCloseable {
    private final Admin admin;

    BrokerCluster(Brokers brokers) {
        this.admin = brokers.admin();
    }

    void create(List<NewTopic> topics) throws ExecutionException, InterruptedException {
        admin.createTopics(topics).all().get();
    }

    /** Deletes every topic whose name begins so, and waits for nothing. */
    void deleteAll(String prefix) throws ExecutionException, InterruptedException {
        List<String> names = admin.listTopics().names().get().stream()
                .filter(name -> name.startsWith(prefix))
                .toList();
        admin.deleteTopics(names).all().get();
    }

    /** The number of the node that leads most partitions of the topic, the least such number. */
    int leaderOfMost(String topic) throws ExecutionException, InterruptedException {
        Map<Integer, Integer> led = new TreeMap<>();
        for (TopicPartitionInfo partition : partitions(List.of(topic))) {
            if (isLed(partition)) {
                led.merge(partition.leader().id(), 1, Integer::sum);
            }
        }
        return led.entrySet().stream()
                .reduce((best, next) -> next.getValue() > best.getValue() ? next : best)
                .orElseThrow(() -> new IllegalStateException("Nobody leads " + topic))
                .getKey();
    }

    /** Whether each partition of the topic has a leader that is not that node. */
    boolean isLedWithout(int node, String topic) throws InterruptedException {
        try {
            return partitions(List.of(topic)).stream()
                    .allMatch(
                            partition -> isLed(partition) && partition.leader().id() != node);
        } catch (ExecutionException e) {
            return false;
        }
    }

    /** Whether every replica of every topic is in sync, Kafka's own topics included. */
    boolean isInSync() throws InterruptedException {
        try {
            Collection<String> all = admin.listTopics(new ListTopicsOptions().listInternal(true))
                    .names()
                    .get();
            return partitions(all).stream()
                    .allMatch(partition -> isLed(partition)
                            && partition.isr().size() == partition.replicas().size());
        } catch (ExecutionException e) {
            return false;
        }
    }

    private static boolean isLed(TopicPartitionInfo partition) {
        return partition.leader() != null
                && partition.leader().id() != Node.noNode().id();
    }

    private List<TopicPartitionInfo> partitions(Collection<String> topics)
            throws ExecutionException, InterruptedException {
        return admin.describeTopics(topics).allTopicNames().get().values().stream()
                .map(TopicDescription::partitions)
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public void close() {
        admin.close();
    }
}
