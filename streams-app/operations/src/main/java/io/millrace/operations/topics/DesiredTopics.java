// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.topics;

import io.millrace.config.MillraceConfig;
import io.millrace.config.PipelineConfig;
import io.millrace.config.topics.PipelineTopic;
import io.millrace.config.topics.TopicRole;
import io.millrace.config.topics.TopicRules;
import io.millrace.operations.cluster.TopicState;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;

/** What pipelines and profile require of each topic, given how large the records of the topics before it are. */
public final class DesiredTopics {
    private static final String SIZE = TopicConfig.MAX_MESSAGE_BYTES_CONFIG;
    private static final String OF_STATE = "topic.";

    private final MillraceConfig config;
    private final TopicRules rules;
    private final ClusterState cluster;

    DesiredTopics(MillraceConfig config, TopicRules rules, ClusterState cluster) {
        this.config = config;
        this.rules = rules;
        this.cluster = cluster;
    }

    /** How many copies state topics should have; −1 when that is not set. */
    public static int stateCopies(MillraceConfig config) {
        return (int) number("kafka.", config.kafka().getOrDefault(StreamsConfig.REPLICATION_FACTOR_CONFIG, -1));
    }

    /** What state topics should be like. Only what concerns durability: the rest is up to Kafka Streams. */
    public static Map<String, String> stateSettings(MillraceConfig config) {
        Object inSync = config.kafka().get(OF_STATE + TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG);
        return inSync == null ? Map.of() : Map.of(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, inSync.toString());
    }

    List<DesiredTopic> all() {
        List<DesiredTopic> all = new ArrayList<>();
        config.pipelines().forEach(pipeline -> all.addAll(of(pipeline)));
        return all;
    }

    private List<DesiredTopic> of(PipelineConfig pipeline) {
        TopicState source = cluster.topics().get(pipeline.sourceTopic());
        int partitions =
                source == null ? rules.partitions() : source.partitions().size();
        Map<TopicRole, Long> takes = new EnumMap<>(TopicRole.class);
        List<DesiredTopic> wishes = new ArrayList<>();
        for (PipelineTopic topic : pipeline.topics()) {
            // The stream creates its own; afterwards they keep up with a source that gets more partitions, and with
            // larger batches.
            if (!topic.role().isInternal() || cluster.topics().containsKey(topic.name())) {
                DesiredTopic wish = wish(pipeline, topic, partitions, takes::get);
                takes.merge(topic.role(), largest(wish), Math::max);
                wishes.add(wish);
            }
        }
        return wishes;
    }

    private DesiredTopic wish(
            PipelineConfig pipeline, PipelineTopic topic, int partitions, ToLongFunction<TopicRole> takes) {
        TopicRole role = topic.role();
        return sized(
                new DesiredTopic(
                        topic.name(),
                        keepsItsPartitions(role) ? 0 : partitions,
                        role.isInternal() ? stateCopies(config) : rules.replicationFactor(),
                        role.isInternal() ? stateSettings(config) : rules.settings(role),
                        pipeline.sizes().least(role, takes),
                        pipeline.sizes().whenNew(role, takes),
                        role == TopicRole.DLQ),
                // What is set for all topics is too small for their dead letters.
                (role == TopicRole.DLQ ? rules.deadLetterSettings() : rules.settings(role)).get(SIZE));
    }

    /** Producers distribute events by their number; and the record of the topology has one partition. */
    private static boolean keepsItsPartitions(TopicRole role) {
        return role == TopicRole.SOURCE || role == TopicRole.TOPOLOGY;
    }

    /** With {@code said} as its size, if that is enough, and with none otherwise. */
    private static DesiredTopic sized(DesiredTopic wish, String said) {
        Map<String, String> settings = new HashMap<>(wish.settings());
        settings.remove(SIZE);
        if (said != null) {
            settings.put(
                    SIZE, Long.toString(Math.max(number(MillraceConfig.TOPICS_PREFIX, said), wish.maxMessageBytes())));
        }
        return new DesiredTopic(
                wish.topic(),
                wish.partitions(),
                wish.copies(),
                settings,
                wish.maxMessageBytes(),
                wish.ifNew(),
                wish.keepsDeadLetters());
    }

    /** The most that the topic accepts, before or after the changes: those that lower durability may be left out. */
    private long largest(DesiredTopic wish) {
        TopicState topic = cluster.topics().get(wish.topic());
        long now = topic == null ? 0 : topic.maxMessageBytes();
        long said = number(MillraceConfig.TOPICS_PREFIX, wish.settings().getOrDefault(SIZE, "0"));
        if (said > 0 || (topic != null && now >= wish.maxMessageBytes())) {
            return Math.max(now, said);
        }
        return wish.ifNew() > 0 ? wish.ifNew() : cluster.defaultMaxMessageBytes();
    }

    private static long number(String prefix, Object value) {
        try {
            return Long.parseLong(value.toString().strip());
        } catch (NumberFormatException e) {
            throw new ConfigException("Under " + prefix + ": " + value + " is not a number");
        }
    }
}
