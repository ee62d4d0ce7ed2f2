// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.doctor.checks;

import io.millrace.config.MillraceConfig;
import io.millrace.config.topics.TopicRole;
import io.millrace.operations.topics.DesiredTopics;
import org.apache.kafka.common.config.TopicConfig;

/**
 * What the cluster has to maintain, in numbers; 0 means nothing.
 *
 * @param copies of each topic
 * @param inSync copies before anything is acknowledged
 * @param stateCopies of state topics
 * @param stateInSync of state topics
 * @param clean whether a leader must have all that was acknowledged
 */
record DurabilityRequirements(
        int copies, int inSync, int stateCopies, int stateInSync, boolean clean, boolean exactlyOnce) {
    static DurabilityRequirements of(MillraceConfig config) {
        var settings = config.topicRules().settings();
        String unclean = settings.get(TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG);
        return new DurabilityRequirements(
                Math.max(0, config.topicRules().replicationFactor()),
                number(settings.get(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG)),
                Math.max(0, DesiredTopics.stateCopies(config)),
                number(DesiredTopics.stateSettings(config).get(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG)),
                "false".equals(unclean) || config.exactlyOnce(),
                config.exactlyOnce());
    }

    /** Of a topic of that role. */
    int copies(TopicRole role) {
        return role.isInternal() ? stateCopies : copies;
    }

    /** Of a topic of that role. */
    int inSync(TopicRole role) {
        return role.isInternal() ? stateInSync : inSync;
    }

    private static int number(String value) {
        return value != null && value.matches("\\d{1,4}") ? Integer.parseInt(value) : 0;
    }
}
