// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink.offsets;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * Asks the brokers with the dead-letter topics. As a rule they hold the batches too; other brokers do not know the group.
 */
public final class BrokerOffsets implements TopicOffsets {
    private final Admin admin;
    private final String group;

    public BrokerOffsets(Admin admin, String group) {
        this.admin = admin;
        this.group = group;
    }

    @Override
    public CompletionStage<Map<TopicPartition, Long>> beginnings(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetSpec> question =
                partitions.stream().collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.earliest()));
        return admin.listOffsets(question).all().toCompletionStage().thenApply(answers -> {
            Map<TopicPartition, Long> beginnings = new HashMap<>();
            answers.forEach((partition, answer) -> beginnings.put(partition, answer.offset()));
            return beginnings;
        });
    }

    @Override
    public CompletionStage<Map<TopicPartition, Long>> committed(Collection<TopicPartition> partitions) {
        ListConsumerGroupOffsetsSpec question =
                new ListConsumerGroupOffsetsSpec().topicPartitions(List.copyOf(partitions));
        return admin.listConsumerGroupOffsets(Map.of(group, question))
                .partitionsToOffsetAndMetadata(group)
                .toCompletionStage()
                .thenApply(answers -> {
                    Map<TopicPartition, Long> committed = new HashMap<>();
                    answers.forEach((partition, offset) -> {
                        if (offset != null) {
                            committed.put(partition, offset.offset());
                        }
                    });
                    return committed;
                });
    }
}
