// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.cluster;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.TopicConfig;

/**
 * A topic as it is.
 *
 * @param partitions by number
 * @param settings in effect, including those that nobody set
 * @param rights of the user who asked; null when the cluster does not report them
 */
public record TopicState(
        String name, List<PartitionState> partitions, Map<String, String> settings, Set<AclOperation> rights) {
    public TopicState {
        partitions = List.copyOf(partitions);
        settings = Map.copyOf(settings);
    }

    /** The number of copies of the partition that has the fewest. */
    public int replicationFactor() {
        return partitions.stream()
                .mapToInt(partition -> partition.replicas().size())
                .min()
                .orElse(0);
    }

    /** Empty when the cluster has no such setting. */
    public String text(String setting) {
        return settings.getOrDefault(setting, "");
    }

    public long number(String setting) {
        return Long.parseLong(text(setting));
    }

    public long maxMessageBytes() {
        return number(TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
    }
}
