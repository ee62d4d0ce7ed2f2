// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.verify.topics;

import io.millrace.config.MillraceConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/** Reads topics from their beginning to their current end, and at the next call continues from there; committed records only. */
public final class TopicTail implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int RECORDS_PER_POLL = 10_000;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> seen = new HashMap<>();
    private final long patienceMs;

    public TopicTail(MillraceConfig config) {
        patienceMs = config.timeouts().start().toMillis();
        consumer = LoneConsumer.of(config, Map.of(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, RECORDS_PER_POLL));
    }

    public boolean exists(String topic) {
        List<PartitionInfo> found = consumer.partitionsFor(topic);
        return found != null && !found.isEmpty();
    }

    /** The partitions of {@code topics}. */
    public List<TopicPartition> partitionsOf(Collection<String> topics) {
        List<TopicPartition> partitions = new ArrayList<>();
        topics.forEach(topic -> partitions.addAll(partitionsOf(topic)));
        return partitions;
    }

    /** Hands every record that is now on {@code topics}, and was not handed over before, to its topic's reader. */
    public void read(Map<String, RecordReader> topics) {
        List<TopicPartition> partitions = partitionsOf(topics.keySet());
        consumer.assign(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        ends.forEach(this::requireNoStepBack);
        seen.putAll(ends);
        long lastProgress = System.nanoTime();
        while (ends.entrySet().stream().anyMatch(this::isAhead)) {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            for (ConsumerRecord<byte[], byte[]> record : records) {
                topics.get(record.topic()).read(record);
            }
            // After transaction markers the position moves on without a record.
            ends.entrySet().removeIf(end -> !isAhead(end));
            long now = System.nanoTime();
            lastProgress = records.isEmpty() ? lastProgress : now;
            if (now - lastProgress > Duration.ofMillis(patienceMs).toNanos()) {
                throw new VerificationException("Nothing more could be read from " + ends.keySet() + " for "
                        + patienceMs + " ms, although the end was not reached: are the brokers up?");
            }
        }
    }

    private List<TopicPartition> partitionsOf(String topic) {
        List<PartitionInfo> found = consumer.partitionsFor(topic);
        if (found == null || found.isEmpty()) {
            throw new VerificationException("There is no topic " + topic);
        }
        return found.stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
    }

    /** A topic that is shorter than it was is a different one, and what was read from the first is not in it. */
    private void requireNoStepBack(TopicPartition partition, long end) {
        if (end < seen.getOrDefault(partition, 0L)) {
            throw new VerificationException(partition + " ended at offset " + seen.get(partition) + " and now ends at "
                    + end + ": it was deleted and recreated, or truncated, while it was verified; run verify again");
        }
    }

    private boolean isAhead(Map.Entry<TopicPartition, Long> end) {
        return end.getValue() > consumer.position(end.getKey());
    }

    /** The first offset that each partition of the last call still holds. */
    public Map<TopicPartition, Long> beginnings() {
        return consumer.beginningOffsets(consumer.assignment());
    }

    /** The offset after the last one that the last call of {@link #read} has read, by partition. */
    public Map<TopicPartition, Long> ends() {
        Map<TopicPartition, Long> ends = new HashMap<>(seen);
        ends.keySet().retainAll(consumer.assignment());
        return ends;
    }

    @Override
    public void close() {
        consumer.close();
    }

    /** What is done with the records of one topic. */
    @FunctionalInterface
    public interface RecordReader {
        void read(ConsumerRecord<byte[], byte[]> record);
    }
}
