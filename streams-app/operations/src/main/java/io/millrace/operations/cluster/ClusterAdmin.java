// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.cluster;

import io.millrace.config.AdminClients;
import io.millrace.config.MillraceConfig;
import io.millrace.config.topics.PipelineTopic;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Asks the cluster and waits for the answers, as long as {@link AdminClients} allow. Throws {@link ClusterException}. */
public final class ClusterAdmin implements AutoCloseable {
    private static final long BETWEEN_LOOKS_MS = 100;

    private final Admin admin;
    private final String address;
    private final long patienceMs;

    private ClusterAdmin(Admin admin, String address, long patienceMs) {
        this.admin = admin;
        this.address = address;
        this.patienceMs = patienceMs;
    }

    public static ClusterAdmin of(MillraceConfig config) {
        return new ClusterAdmin(
                AdminClients.make(config),
                config.bootstrapServers(),
                config.timeouts().start().toMillis());
    }

    /** For what is not here; {@link #answer} waits for it. */
    public Admin admin() {
        return admin;
    }

    /** The brokers that are up, by id, with their racks; no rack is the empty string. */
    public NavigableMap<Integer, String> brokers() {
        Collection<Node> nodes = answer(admin.describeCluster().nodes(), "its brokers");
        return nodes.stream()
                .collect(Collectors.toMap(
                        Node::id, node -> Objects.requireNonNullElse(node.rack(), ""), (a, b) -> a, TreeMap::new));
    }

    /** The broker that leads {@code partition}; throws {@link ClusterException} when there is none. */
    public Node leader(TopicPartition partition) {
        Node leader = answer(
                        admin.describeTopics(List.of(partition.topic())).allTopicNames(),
                        "the topic " + partition.topic())
                .get(partition.topic())
                .partitions()
                .get(partition.partition())
                .leader();
        if (leader == null || leader.isEmpty()) {
            throw new ClusterException(partition + " has no leader");
        }
        return leader;
    }

    /** All settings of a broker that are not secrets. */
    public Map<String, String> brokerSettings(int broker) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.BROKER, Integer.toString(broker));
        return values(answer(
                admin.describeConfigs(List.of(resource)).values().get(resource), "the settings of broker " + broker));
    }

    /** Of all topics that this user may describe. */
    public Collection<String> topicNames() {
        return answer(admin.listTopics().names(), "its topics");
    }

    /** The pipelines' topics; of those that Kafka Streams creates, only the ones that exist. */
    public List<PipelineTopic> topicsOf(MillraceConfig config) {
        Collection<String> there = topicNames();
        return config.topics().stream()
                .filter(topic -> !topic.role().isInternal() || there.contains(topic.name()))
                .toList();
    }

    /** Null when there is no such group. */
    public ConsumerGroupDescription group(String group) {
        return answerUnless(
                GroupIdNotFoundException.class,
                admin.describeConsumerGroups(List.of(group)).describedGroups().get(group),
                "the group " + group);
    }

    /** Those of {@code names} that exist. */
    public Map<String, TopicState> topics(Collection<String> names) {
        DescribeTopicsOptions options = new DescribeTopicsOptions().includeAuthorizedOperations(true);
        Map<String, TopicDescription> found = new TreeMap<>();
        admin.describeTopics(names, options).topicNameValues().forEach((name, answer) -> {
            TopicDescription topic = answerUnless(UnknownTopicOrPartitionException.class, answer, "the topic " + name);
            if (topic != null) {
                found.put(name, topic);
            }
        });
        List<ConfigResource> resources = found.keySet().stream()
                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                .toList();
        Map<String, TopicState> states = new TreeMap<>();
        admin.describeConfigs(resources).values().forEach((resource, answer) -> {
            String name = resource.name();
            Config settings =
                    answerUnless(UnknownTopicOrPartitionException.class, answer, "the settings of the topic " + name);
            if (settings != null) {
                states.put(name, state(found.get(name), values(settings)));
            }
        });
        return states;
    }

    /** All of {@code names}, as soon as the cluster knows them: a broker learns of a new topic a moment later. */
    public Map<String, TopicState> awaitTopics(Collection<String> names) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patienceMs);
        Map<String, TopicState> found = topics(names);
        while (!found.keySet().containsAll(names)) {
            if (System.nanoTime() > deadline) {
                throw new ClusterException(
                        "Of the topics " + names + " the cluster still shows only " + found.keySet());
            }
            pause();
            found = topics(names);
        }
        return found;
    }

    /** The pause between two looks at something slow. */
    public static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterException("Interrupted while waiting for the cluster", e);
        }
    }

    private static TopicState state(TopicDescription topic, Map<String, String> settings) {
        List<PartitionState> partitions =
                topic.partitions().stream().map(ClusterAdmin::state).toList();
        return new TopicState(topic.name(), partitions, settings, topic.authorizedOperations());
    }

    private static PartitionState state(TopicPartitionInfo partition) {
        return new PartitionState(
                partition.partition(),
                partition.leader() == null ? -1 : partition.leader().id(),
                partition.replicas().stream().map(Node::id).toList(),
                partition.isr().stream().map(Node::id).toList());
    }

    private static Map<String, String> values(Config settings) {
        Map<String, String> values = new HashMap<>();
        for (ConfigEntry entry : settings.entries()) {
            if (entry.value() != null) {
                values.put(entry.name(), entry.value());
            }
        }
        return values;
    }

    /** {@code what} was requested, for messages. */
    public <T> T answer(KafkaFuture<T> answer, String what) {
        return answerUnless(null, answer, what);
    }

    /** The answer, or null when it is that failure. */
    public <T> T answerUnless(Class<? extends Exception> expected, KafkaFuture<T> answer, String what) {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            if (expected != null && expected.isInstance(e.getCause())) {
                return null;
            }
            if (e.getCause() instanceof TimeoutException) {
                throw new ClusterException(noAnswer(what), e.getCause());
            }
            throw new ClusterException(
                    "The Kafka cluster at " + address + " refused the request for " + what + ": " + e.getCause(),
                    e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterException("Interrupted while waiting for " + what, e);
        }
    }

    private String noAnswer(String what) {
        return "The Kafka cluster at " + address + " (" + MillraceConfig.BOOTSTRAP_SERVERS + ") did not answer within "
                + patienceMs + " ms (" + MillraceConfig.START_TIMEOUT_MS + ") when it was asked about " + what
                + "; is that its address, and is it up?";
    }

    @Override
    public void close() {
        admin.close();
    }
}
