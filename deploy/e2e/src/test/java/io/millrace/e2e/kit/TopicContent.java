// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e.kit;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** All that a topic has at the moment for read_committed consumers. */
public final class TopicContent {
    private final Map<List<Long>, ConsumerRecord<byte[], byte[]>> records = new LinkedHashMap<>();

    private TopicContent() {}

    public static TopicContent of(String bootstrapServers, String topic) {
        TopicContent content = new TopicContent();
        each(bootstrapServers, topic, one -> content.records.put(List.of((long) one.partition(), one.offset()), one));
        return content;
    }

    /** For topics that are larger than the heap: each record once, in the order of its partition. */
    static void each(String bootstrapServers, String topic, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(reader);
            }
        }
    }

    /** In the order of each partition. */
    public List<ConsumerRecord<byte[], byte[]>> all() {
        return new ArrayList<>(records.values());
    }

    /** Null when there is none. */
    public ConsumerRecord<byte[], byte[]> at(int partition, long offset) {
        return records.get(List.of((long) partition, offset));
    }

    public static String text(byte[] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    /** Null when there is none. */
    public static String header(ConsumerRecord<byte[], byte[]> of, String name) {
        Header header = of.headers().lastHeader(name);
        return header == null ? null : text(header.value());
    }
}
