// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.profiles;

import io.millrace.config.MillraceConfig;
import io.millrace.config.PipelineConfig;
import io.millrace.config.topics.PipelineTopic;
import io.millrace.config.topics.TopicRole;
import io.millrace.profile.Profiles;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/**
 * A pipeline under a profile: what its processes and clients are told, and its topics.
 *
 * @param settings of a stream process; those that are not the profile's
 */
record ProfilePipeline(Map<String, String> settings, MillraceConfig config) {
    /** The same for all profiles, whatever they advise: each partition makes batches of its own, so more of them wait longer. */
    static final int PARTITIONS = 4;

    private static final String SESSION = "kafka.consumer.session.timeout.ms";
    private static final String CONSUMER_OVERRIDE = "consumer.override.";

    /** Those that say how many brokers there must be at least. */
    private static final List<String> REPLICATION = List.of(
            "topics.replication.factor",
            "topics.min.insync.replicas",
            "kafka.replication.factor",
            "kafka.topic.min.insync.replicas");

    /** Kafka's default; the local brokers have another. */
    private static final int SOURCE_BYTES = 1_048_588;

    private static final long SECOND_MS = 1_000;

    ProfilePipeline {
        settings = Map.copyOf(settings);
    }

    /** @param run the name of pipeline and application, and the beginning of their topics' */
    static ProfilePipeline of(String run, String profile, Brokers brokers, String registryUrl) {
        Map<String, String> settings = new TreeMap<>();
        settings.put(MillraceConfig.PROFILE, profile);
        settings.put(MillraceConfig.PIPELINES, run);
        settings.put(MillraceConfig.APPLICATION_ID, run);
        settings.put(MillraceConfig.BOOTSTRAP_SERVERS, brokers.bootstrapServers());
        settings.put(MillraceConfig.SCHEMA_REGISTRY_URL, registryUrl);
        // The local stack has one of its own, over the profile's.
        String session = Profiles.named(profile).values().get(SESSION);
        if (session != null) {
            settings.put(SESSION, session);
        }
        if (brokers.count() == 1) {
            REPLICATION.forEach(key -> settings.put(key, "1"));
        }
        return new ProfilePipeline(settings, MillraceConfig.of(settings));
    }

    PipelineConfig pipeline() {
        return config.pipelines().get(0);
    }

    /** Whoever sends events. */
    Map<String, Object> producer() {
        return config.client(MillraceConfig.GATEWAY_PRODUCER);
    }

    /** Whoever reads batches: the consumer of a sink connector. */
    Map<String, Object> consumer() {
        Map<String, Object> consumer = new HashMap<>();
        config.connectors().forEach((key, value) -> {
            if (key.startsWith(CONSUMER_OVERRIDE)) {
                consumer.put(key.substring(CONSUMER_OVERRIDE.length()), value);
            }
        });
        consumer.put("bootstrap.servers", config.bootstrapServers());
        return consumer;
    }

    /** As the profile wants them, and as large as a start asks for. */
    List<NewTopic> topics() {
        Map<TopicRole, Long> takes = new EnumMap<>(TopicRole.class);
        List<NewTopic> topics = new ArrayList<>();
        for (PipelineTopic wanted : pipeline().topics()) {
            TopicRole role = wanted.role();
            if (!role.isInternal()) {
                long least = Math.max(SOURCE_BYTES, pipeline().sizes().least(role, takes::get));
                NewTopic topic = topic(wanted.name(), config.topicRules().settings(role), least);
                takes.merge(role, bytes(topic), Math::max);
                topics.add(topic);
            }
        }
        return topics;
    }

    private NewTopic topic(String name, Map<String, String> rules, long leastBytes) {
        Map<String, String> all = new TreeMap<>(rules);
        all.merge(
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                Long.toString(leastBytes),
                (ruled, least) -> Long.parseLong(ruled) < leastBytes ? least : ruled);
        return new NewTopic(name, PARTITIONS, config.topicRules().replicationFactor()).configs(all);
    }

    private static long bytes(NewTopic topic) {
        return Long.parseLong(topic.configs().get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG));
    }

    /** Events that lie in open batches at most, while the windows do not change. */
    long mostOpen() {
        return (long) PARTITIONS * pipeline().batchMaxEvents();
    }

    /** An event that is so much younger than all before it closes all their batches. */
    long pastOpenWindowsMs() {
        return pipeline().windowMs() + pipeline().graceMs() + SECOND_MS;
    }
}
