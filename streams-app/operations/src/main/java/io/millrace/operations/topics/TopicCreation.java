// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.topics;

import io.millrace.config.MillraceConfig;
import io.millrace.config.topics.TopicRules;
import io.millrace.operations.cluster.ClusterAdmin;
import java.util.List;

/** Creates the missing topics that the configured pipelines need; existing topics stay as they are. */
public final class TopicCreation {
    private final MillraceConfig config;

    public TopicCreation(MillraceConfig config) {
        this.config = config;
    }

    /**
     * Creates what is missing and returns the names. Sources get {@code partitions}; sink and dead-letter topics get as many
     * as their source has. When this returns, the topics can be described. Throws {@link
     * io.millrace.operations.cluster.ClusterException}.
     *
     * @param copies −1 for the brokers' default
     */
    public List<String> createMissing(int partitions, short copies) {
        TopicRules rules = config.topicRules();
        TopicRules these = new TopicRules(partitions, copies, rules.settings(), rules.deadLetterSettings());
        try (ClusterAdmin cluster = ClusterAdmin.of(config)) {
            TopicPlan plan = TopicPlan.of(config, these, cluster).creating();
            plan.apply(cluster);
            return plan.changes().stream().map(Change::topic).toList();
        }
    }
}
