package io.millrace.ops;

import io.millrace.config.MillraceConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads topics from their beginning to their present end, and at the next call on from there. Joins no group, commits
 * nothing, and sees committed records only.
 */
final class TopicTail implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int RECORDS_PER_POLL = 10_000;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final long patienceMs;

    TopicTail(MillraceConfig config) {
        patienceMs = config.millis(MillraceConfig.START_TIMEOUT_MS);
        Map<String, Object> settings = config.client("consumer");
        settings.putIfAbsent(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) patienceMs);
        settings.putIfAbsent(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, RECORDS_PER_POLL);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Hands every record that is on {@code topics} now, and was not handed over before, to its topic's reader. */
    void read(Map<String, RecordReader> topics) {
        List<TopicPartition> partitions = new ArrayList<>();
        topics.keySet().forEach(topic -> partitions.addAll(partitionsOf(topic)));
        consumer.assign(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        long lastProgress = System.nanoTime();
        while (ends.entrySet().stream().anyMatch(this::isAhead)) {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            for (ConsumerRecord<byte[], byte[]> record : records) {
                topics.get(record.topic()).read(record);
            }
            // Behind transaction markers the position moves on without a record.
            ends.entrySet().removeIf(end -> !isAhead(end));
            long now = System.nanoTime();
            lastProgress = records.isEmpty() ? lastProgress : now;
            if (now - lastProgress > Duration.ofMillis(patienceMs).toNanos()) {
                throw new VerificationException("Nothing more could be read of " + ends.keySet() + " for " + patienceMs
                        + " ms, though it is not at its end: are the brokers up?");
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

    private boolean isAhead(Map.Entry<TopicPartition, Long> end) {
        return end.getValue() > consumer.position(end.getKey());
    }

    /** The first offset that each partition of the last call still holds. */
    Map<TopicPartition, Long> beginnings() {
        return consumer.beginningOffsets(consumer.assignment());
    }

    @Override
    public void close() {
        consumer.close();
    }

    /** What is done with the records of one topic. */
    @FunctionalInterface
    interface RecordReader {
        void read(ConsumerRecord<byte[], byte[]> record);
    }
}
