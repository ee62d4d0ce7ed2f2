// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import io.millrace.sink.offsets.TopicOffsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.TopicPartition;

/** Brokers that answer at once, or fail. */
final class FakeOffsets implements TopicOffsets {
    private final Map<TopicPartition, Long> beginnings = new HashMap<>();
    private final Map<TopicPartition, Long> committed = new HashMap<>();
    private RuntimeException failure;
    int questions;

    void begins(TopicPartition partition, long offset) {
        beginnings.put(partition, offset);
    }

    void isCommitted(TopicPartition partition, long offset) {
        committed.put(partition, offset);
    }

    void failWith(RuntimeException cause) {
        failure = cause;
    }

    @Override
    public CompletionStage<Map<TopicPartition, Long>> beginnings(Collection<TopicPartition> partitions) {
        questions++;
        Map<TopicPartition, Long> answer = new HashMap<>();
        partitions.forEach(partition -> answer.put(partition, beginnings.getOrDefault(partition, 0L)));
        return answer(answer);
    }

    @Override
    public CompletionStage<Map<TopicPartition, Long>> committed(Collection<TopicPartition> partitions) {
        Map<TopicPartition, Long> answer = new HashMap<>(committed);
        answer.keySet().retainAll(partitions);
        return answer(answer);
    }

    private CompletionStage<Map<TopicPartition, Long>> answer(Map<TopicPartition, Long> offsets) {
        return failure == null ? CompletableFuture.completedFuture(offsets) : CompletableFuture.failedFuture(failure);
    }
}
