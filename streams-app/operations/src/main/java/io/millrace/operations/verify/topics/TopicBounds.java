// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.verify.topics;

import io.millrace.config.MillraceConfig;
import io.millrace.operations.cluster.ClusterAdmin;
import io.millrace.operations.cluster.ClusterException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/** What read_committed consumers are not told about topics. Throws {@link VerificationException}. */
public final class TopicBounds implements AutoCloseable {
    private final ClusterAdmin cluster;

    public TopicBounds(MillraceConfig config) {
        cluster = ClusterAdmin.of(config);
    }

    /** The offset after the last record of each partition, whether its transaction has ended or not. */
    public Map<TopicPartition, Long> uncommittedEnds(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetSpec> wanted =
                partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        try {
            cluster.answer(
                            cluster.admin()
                                    .listOffsets(wanted, new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                                    .all(),
                            "the ends of " + topics(partitions))
                    .forEach((partition, end) -> ends.put(partition, end.offset()));
        } catch (ClusterException e) {
            throw new VerificationException(e.getMessage(), e);
        }
        return ends;
    }

    private static String topics(Collection<TopicPartition> partitions) {
        return partitions.stream()
                .map(TopicPartition::topic)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }

    public boolean isCompacted(String topic) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try {
            return cluster.answer(
                            cluster.admin()
                                    .describeConfigs(List.of(resource))
                                    .values()
                                    .get(resource),
                            "the settings of " + topic)
                    .get(TopicConfig.CLEANUP_POLICY_CONFIG)
                    .value()
                    .contains(TopicConfig.CLEANUP_POLICY_COMPACT);
        } catch (ClusterException e) {
            throw new VerificationException(
                    "Whether " + topic
                            + " is compacted, which would explain offsets without an event, could not be determined: "
                            + e.getMessage(),
                    e);
        }
    }

    /** By which a topic differs from one of the same name that was deleted. */
    public String id(String topic) {
        try {
            return cluster.answer(
                            cluster.admin()
                                    .describeTopics(List.of(topic))
                                    .topicNameValues()
                                    .get(topic),
                            "the topic " + topic)
                    .topicId()
                    .toString();
        } catch (ClusterException e) {
            throw new VerificationException(e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        cluster.close();
    }
}
