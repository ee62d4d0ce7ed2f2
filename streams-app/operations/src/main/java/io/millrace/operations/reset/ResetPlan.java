// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.reset;

import java.util.List;
import org.apache.kafka.common.TopicPartition;

/**
 * What a reset of one pipeline does.
 *
 * @param application its group is called so, too
 * @param members of the group, which must have none
 * @param position as it was asked for
 * @param offsets of the source topic, which are set
 * @param forgotten offsets of other topics, which are deleted
 * @param topics of state and of other internal records, which are deleted
 * @param emptied repartition topics: ids of batches are made of their offsets, which must not come again
 * @param topologyTopic the record of the topology, which is deleted last; null when there is none
 */
public record ResetPlan(
        String pipeline,
        String application,
        List<String> members,
        ResetPosition.Kind position,
        List<PartitionReset> offsets,
        List<TopicPartition> forgotten,
        List<String> topics,
        List<String> emptied,
        String topologyTopic) {
    public ResetPlan {
        members = List.copyOf(members);
        offsets = List.copyOf(offsets);
        forgotten = List.copyOf(forgotten);
        topics = List.copyOf(topics);
        emptied = List.copyOf(emptied);
    }

    /** Whether the application has left nothing that a reset could change. */
    public boolean isEmpty() {
        return topics.isEmpty()
                && emptied.isEmpty()
                && topologyTopic == null
                && forgotten.isEmpty()
                && position != ResetPosition.Kind.OFFSETS
                && offsets.stream().allMatch(offset -> offset.committed() < 0);
    }

    /** Throws {@link ResetRefusedException} while anyone is a member of the group. */
    public void requireNoMembers() {
        if (!members.isEmpty()) {
            throw new ResetRefusedException("The group " + application + " has members (" + String.join(", ", members)
                    + "); stop the pipeline " + pipeline
                    + " everywhere first. A static member (group.instance.id) is one until its session expires");
        }
    }
}
