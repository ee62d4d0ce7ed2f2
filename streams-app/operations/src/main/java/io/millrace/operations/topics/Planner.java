// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.topics;

import io.millrace.config.MillraceConfig;
import io.millrace.config.PipelineConfig;
import io.millrace.config.topics.TopicRules;
import io.millrace.operations.cluster.PartitionState;
import io.millrace.operations.cluster.TopicState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.TopicConfig;

/** Works out the changes from what is wanted and what exists. */
final class Planner {
    private static final String SIZE = TopicConfig.MAX_MESSAGE_BYTES_CONFIG;
    private static final String IN_SYNC = TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG;

    private final TopicRules rules;
    private final ClusterState cluster;
    private final ReplicaPlacement spread;
    private final List<Change> changes = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private Planner(TopicRules rules, ClusterState cluster) {
        this.rules = rules;
        this.cluster = cluster;
        this.spread = new ReplicaPlacement(cluster.brokers(), cluster.topics().values());
    }

    /** Throws {@link ConfigException} for what no cluster, or not this one, can satisfy. */
    static TopicPlan plan(MillraceConfig config, TopicRules rules, ClusterState cluster) {
        TopicSettings.requireKnown(rules);
        Planner planner = new Planner(rules, cluster);
        planner.requireBrokers(MillraceConfig.TOPICS_PREFIX + "replication.factor", rules.replicationFactor());
        if (config.topics().stream()
                .anyMatch(topic -> topic.role().isInternal() && cluster.topics().containsKey(topic.name()))) {
            planner.requireBrokers("kafka.replication.factor", DesiredTopics.stateCopies(config));
        }
        new DesiredTopics(config, rules, cluster).all().forEach(planner::compare);
        config.pipelines().forEach(planner::advise);
        return new TopicPlan(planner.changes, planner.notes);
    }

    private void requireBrokers(String key, int copies) {
        if (copies > cluster.brokers().size()) {
            throw new ConfigException(key + "=" + copies + ": the cluster has "
                    + cluster.brokers().size() + " broker(s), and each holds at most one copy of a partition");
        }
    }

    private void compare(DesiredTopic wish) {
        TopicState topic = cluster.topics().get(wish.topic());
        if (topic == null) {
            create(wish);
            return;
        }
        if (wish.partitions() > topic.partitions().size()) {
            changes.add(
                    new Change.AddPartitions(topic.name(), topic.partitions().size(), wish.partitions()));
        }
        reassign(wish, topic);
        Map<String, String> settings = new TreeMap<>(wish.settings());
        if (!settings.containsKey(SIZE) && topic.maxMessageBytes() < wish.maxMessageBytes()) {
            settings.put(SIZE, Long.toString(wish.ifNew()));
        }
        settings.forEach((setting, wanted) -> {
            String now = topic.text(setting);
            if (!now.equals(wanted)) {
                requireCopies(wish, topic, setting, wanted);
                changes.add(new Change.Alter(
                        topic.name(), setting, now, wanted, lowers(setting, now, wanted, wish.keepsDeadLetters())));
            }
        });
    }

    private void create(DesiredTopic wish) {
        Map<String, String> settings = new TreeMap<>(wish.settings());
        if (wish.ifNew() > 0) {
            settings.putIfAbsent(SIZE, Long.toString(wish.ifNew()));
        }
        int partitions = wish.partitions() == 0 ? rules.partitions() : wish.partitions();
        changes.add(new Change.Create(wish.topic(), partitions, (short) wish.copies(), settings));
    }

    private void reassign(DesiredTopic wish, TopicState topic) {
        List<PartitionState> others = topic.partitions().stream()
                .filter(partition -> wish.copies() > 0 && partition.replicas().size() != wish.copies())
                .toList();
        if (others.isEmpty()) {
            return;
        }
        Map<Integer, List<Integer>> assignment = new TreeMap<>();
        others.forEach(partition -> assignment.put(partition.partition(), spread.brokers(partition, wish.copies())));
        int from = others.stream()
                .map(partition -> partition.replicas().size())
                .max(Comparator.naturalOrder())
                .orElseThrow();
        changes.add(new Change.Reassign(topic.name(), from, wish.copies(), assignment));
    }

    /** What waits for more copies than there are is never acknowledged, or else the setting promises what it cannot keep. */
    private static void requireCopies(DesiredTopic wish, TopicState topic, String setting, String wanted) {
        int copies = wish.copies() > 0 ? wish.copies() : topic.replicationFactor();
        if (setting.equals(IN_SYNC) && number(wanted) > copies) {
            throw new ConfigException(setting + "=" + wanted + " is wanted for the topic " + topic.name()
                    + ", which has " + copies + " copies: set replication.factor too");
        }
    }

    private static boolean lowers(String setting, String now, String wanted, boolean keepsDeadLetters) {
        return switch (setting) {
            case IN_SYNC, SIZE -> number(wanted) < number(now);
            case TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG -> wanted.equals("true");
            case TopicConfig.RETENTION_MS_CONFIG -> keepsDeadLetters && isShorter(number(wanted), number(now));
            default -> false;
        };
    }

    /** A negative one means forever. */
    private static boolean isShorter(long wanted, long now) {
        return wanted >= 0 && (now < 0 || wanted < now);
    }

    private static long number(String value) {
        try {
            return Long.parseLong(value.strip());
        } catch (NumberFormatException e) {
            throw new ConfigException("A topic setting is " + value + ", which is not a number");
        }
    }

    private void advise(PipelineConfig pipeline) {
        TopicState source = cluster.topics().get(pipeline.sourceTopic());
        if (source != null && source.partitions().size() != rules.partitions()) {
            notes.add(source.name() + " has " + source.partitions().size()
                    + " partitions and keeps them, because its producers spread events by their number; the setting for new"
                    + " ones is " + rules.partitions() + " (" + MillraceConfig.TOPICS_PREFIX + "partitions)");
        }
    }
}
