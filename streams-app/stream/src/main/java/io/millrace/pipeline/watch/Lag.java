// SPDX-License-Identifier: Apache-2.0
package io.millrace.pipeline.watch;

import io.millrace.config.PipelineConfig;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/**
 * How far a pipeline's group is behind, in events; NaN without a topic.
 *
 * @param most of a partition
 */
record Lag(double events, double most) {
    static Lag of(Admin admin, PipelineConfig pipeline)
            throws ExecutionException, TimeoutException, InterruptedException {
        String topic = pipeline.sourceTopic();
        TopicDescription source = Replicas.existing(admin, List.of(topic)).get(topic);
        if (source == null) {
            return new Lag(Double.NaN, Double.NaN);
        }
        Collection<Long> lags = lags(admin, pipeline, source);
        return new Lag(
                lags.stream().mapToDouble(Long::doubleValue).sum(),
                lags.stream().mapToDouble(Long::doubleValue).max().orElse(Double.NaN));
    }

    /** Up to the end that readers of committed events see, from the beginning where nothing is committed. */
    private static Collection<Long> lags(Admin admin, PipelineConfig pipeline, TopicDescription source)
            throws ExecutionException, TimeoutException, InterruptedException {
        List<TopicPartition> partitions = source.partitions().stream()
                .map(partition -> new TopicPartition(source.name(), partition.partition()))
                .toList();
        Map<TopicPartition, OffsetAndMetadata> committed = BrokerFigures.answer(
                admin.listConsumerGroupOffsets(pipeline.application().group()).partitionsToOffsetAndMetadata());
        Map<TopicPartition, Long> ends = offsets(admin, partitions, OffsetSpec.latest());
        Map<TopicPartition, Long> beginnings = offsets(admin, partitions, OffsetSpec.earliest());
        List<Long> lags = new ArrayList<>();
        for (TopicPartition partition : partitions) {
            OffsetAndMetadata offset = committed.get(partition);
            long from = offset == null ? beginnings.get(partition) : offset.offset();
            lags.add(Math.max(0, ends.get(partition) - from));
        }
        return lags;
    }

    private static Map<TopicPartition, Long> offsets(Admin admin, List<TopicPartition> partitions, OffsetSpec which)
            throws ExecutionException, TimeoutException, InterruptedException {
        Map<TopicPartition, OffsetSpec> asked =
                partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> which));
        ListOffsetsOptions options = new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);
        return BrokerFigures.answer(admin.listOffsets(asked, options).all()).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, offset -> offset.getValue().offset()));
    }
}
