package io.millrace.sink.offsets;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.TopicPartition;

/** What the brokers know of the partitions that a task reads. Neither method waits. */
public interface TopicOffsets {
    /** Where each partition begins by now. */
    CompletionStage<Map<TopicPartition, Long>> beginnings(Collection<TopicPartition> partitions);

    /** From where the connector's group reads on; without the partitions that it has committed nothing of. */
    CompletionStage<Map<TopicPartition, Long>> committed(Collection<TopicPartition> partitions);
}
