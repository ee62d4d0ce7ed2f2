// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink.offsets;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.TopicPartition;

/** What the brokers know of the partitions that a task reads. Neither method waits. */
public interface TopicOffsets {
    /** The first offset that each partition still holds. */
    CompletionStage<Map<TopicPartition, Long>> beginnings(Collection<TopicPartition> partitions);

    /** The offsets that the connector's group has committed; without partitions for which there is none. */
    CompletionStage<Map<TopicPartition, Long>> committed(Collection<TopicPartition> partitions);
}
