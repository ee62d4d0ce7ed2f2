// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.dlq.idle;

import io.millrace.config.MillraceConfig;
import io.millrace.operations.cluster.ClusterAdmin;
import io.millrace.operations.verify.topics.LoneConsumer;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** What groups have not read yet of topics. Offsets of transaction markers are not records, so records are looked for, not offsets. */
final class Backlog implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    /** So many offsets are never markers alone. */
    private static final long CERTAINLY_RECORDS = 1_000;

    private final ClusterAdmin cluster;
    private final KafkaConsumer<byte[], byte[]> consumer;

    Backlog(MillraceConfig config, ClusterAdmin cluster) {
        this.cluster = cluster;
        this.consumer = LoneConsumer.of(config, Map.of());
    }

    List<TopicPartition> partitions(Collection<String> topics) {
        return cluster.topics(topics).values().stream()
                .flatMap(topic ->
                        topic.partitions().stream().map(one -> new TopicPartition(topic.name(), one.partition())))
                .toList();
    }

    /** The offsets after all records, whether their transactions have ended or not. */
    Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetSpec> wanted =
                partitions.stream().collect(Collectors.toMap(one -> one, one -> OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        cluster.answer(
                        cluster.admin()
                                .listOffsets(wanted, new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                                .all(),
                        "the ends of " + partitions)
                .forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    /** The group's offsets; partitions without one are missing. */
    Map<TopicPartition, Long> committed(String group) {
        Map<TopicPartition, Long> committed = new HashMap<>();
        Map<TopicPartition, OffsetAndMetadata> found = cluster.answer(
                cluster.admin()
                        .listConsumerGroupOffsets(group, new ListConsumerGroupOffsetsOptions().requireStable(true))
                        .partitionsToOffsetAndMetadata(),
                "the offsets of the group " + group);
        found.forEach((partition, offset) -> {
            if (offset != null) {
                committed.put(partition, offset.offset());
            }
        });
        return committed;
    }

    /** Whether there is a record on {@code partitions} that {@code group} has not committed yet. */
    boolean isAny(String group, Collection<TopicPartition> partitions) {
        Map<TopicPartition, Long> committed = committed(group);
        consumer.assign(partitions);
        Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        for (TopicPartition partition : partitions) {
            long read = Math.max(committed.getOrDefault(partition, 0L), beginnings.get(partition));
            if (ends.get(partition) - read > CERTAINLY_RECORDS) {
                return true;
            }
            consumer.seek(partition, read);
        }
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            if (!consumer.poll(POLL).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
