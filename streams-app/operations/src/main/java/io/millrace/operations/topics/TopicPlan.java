// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.topics;

import io.millrace.config.MillraceConfig;
import io.millrace.config.topics.TopicRules;
import io.millrace.operations.cluster.ClusterAdmin;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What has to change on the topics, so that they match pipelines and profile.
 *
 * @param changes in the order of the topics
 * @param notes one sentence each: what is not as advised, and stays that way
 */
public record TopicPlan(List<Change> changes, List<String> notes) {
    public TopicPlan {
        changes = List.copyOf(changes);
        notes = List.copyOf(notes);
    }

    /**
     * Looks at the cluster and changes nothing. Throws {@link org.apache.kafka.common.config.ConfigException} for what is
     * impossible, and {@link io.millrace.operations.cluster.ClusterException} when the cluster does not answer.
     */
    public static TopicPlan of(MillraceConfig config, ClusterAdmin cluster) {
        return of(config, config.topicRules(), cluster);
    }

    /** The same with other rules than those of the configuration. */
    static TopicPlan of(MillraceConfig config, TopicRules rules, ClusterAdmin cluster) {
        return Planner.plan(config, rules, new TopicChanges(cluster).read(config));
    }

    /** What a cluster lacks that has none of the topics, and brokers enough. Asks none; throws as {@link #of(MillraceConfig, ClusterAdmin)}. */
    public static TopicPlan ofNone(MillraceConfig config) {
        NavigableMap<Integer, String> brokers = new TreeMap<>();
        for (int broker = 0; broker < config.topicRules().replicationFactor(); broker++) {
            brokers.put(broker, "");
        }
        return Planner.plan(
                config,
                config.topicRules(),
                new ClusterState(brokers, TopicChanges.KAFKAS_MAX_MESSAGE_BYTES, Map.of()));
    }

    /** The topics among the changes that do not exist. */
    public List<Change.Create> creations() {
        return changes.stream()
                .filter(Change.Create.class::isInstance)
                .map(Change.Create.class::cast)
                .toList();
    }

    public boolean isEmpty() {
        return changes.isEmpty();
    }

    /** After these, less survives a failure than before. */
    public List<Change> lowering() {
        return changes.stream().filter(Change::lowers).toList();
    }

    public TopicPlan withoutLowering() {
        return only(change -> !change.lowers());
    }

    /** Only the topics that do not exist yet. */
    TopicPlan creating() {
        return only(Change.Create.class::isInstance);
    }

    private TopicPlan only(Predicate<Change> which) {
        return new TopicPlan(changes.stream().filter(which).toList(), notes);
    }

    /**
     * Carries it out and returns when everything is done, including copies of data, however long they take. At no time does {@code
     * min.insync.replicas} exceed the number of copies. Throws {@link io.millrace.operations.cluster.ClusterException}; what was
     * done until then stays, and another plan shows the rest.
     */
    public void apply(ClusterAdmin cluster) {
        new TopicChanges(cluster).make(changes);
    }
}
