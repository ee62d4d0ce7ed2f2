// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.topics;

import io.millrace.config.MillraceConfig;
import io.millrace.config.topics.TopicRules;
import io.millrace.operations.cluster.ClusterAdmin;
import java.util.List;
import java.util.function.Predicate;

/**
 * What is to be done to the topics, so that they are what pipelines and profile want.
 *
 * @param changes in the order of the topics
 * @param notes a sentence each: what is not as advised, and stays so
 */
public record TopicPlan(List<Change> changes, List<String> notes) {
    public TopicPlan {
        changes = List.copyOf(changes);
        notes = List.copyOf(notes);
    }

    /**
     * Looks at the cluster and changes nothing. Throws {@link org.apache.kafka.common.config.ConfigException} for what cannot
     * be, and {@link io.millrace.operations.cluster.ClusterException} when the cluster does not answer.
     */
    public static TopicPlan of(MillraceConfig config, ClusterAdmin cluster) {
        return of(config, config.topicRules(), cluster);
    }

    /** The same with other rules than those of the configuration. */
    static TopicPlan of(MillraceConfig config, TopicRules rules, ClusterAdmin cluster) {
        return Planner.plan(config, rules, new TopicChanges(cluster).read(config));
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

    /** The topics that are not there yet, and nothing else. */
    TopicPlan creating() {
        return only(Change.Create.class::isInstance);
    }

    private TopicPlan only(Predicate<Change> which) {
        return new TopicPlan(changes.stream().filter(which).toList(), notes);
    }

    /**
     * Carries it out and returns when all of it is done, copies of data included, however long they take. At no time are
     * more copies waited for than there are. Throws {@link io.millrace.operations.cluster.ClusterException}; what was done until
     * then stays, and another plan holds the rest.
     */
    public void apply(ClusterAdmin cluster) {
        new TopicChanges(cluster).make(changes);
    }
}
