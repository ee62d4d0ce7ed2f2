// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.drill.fault;

import io.millrace.config.MillraceConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The keys of requests, as gateways put them into the headers of events. */
final class RequestKeys {
    private static final String HEADER = "millrace.request.key";
    private static final Duration LOOK = Duration.ofMillis(200);

    private RequestKeys() {}

    /** Throws when no event in the pipeline's source topic has one of them. */
    static void requireIn(MillraceConfig config, String pipeline, Set<String> keys) throws IOException {
        String topic = config.pipeline(pipeline).sourceTopic();
        Set<String> missing = new HashSet<>(keys);
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                config.client("consumer"), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            readAll(consumer, topic, missing);
        }
        if (!missing.isEmpty()) {
            throw new IOException("%d of %d requests that were answered with 200 are not in %s, such as %s"
                    .formatted(
                            missing.size(),
                            keys.size(),
                            topic,
                            missing.iterator().next()));
        }
    }

    private static void readAll(KafkaConsumer<byte[], byte[]> consumer, String topic, Set<String> missing) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
            for (ConsumerRecord<byte[], byte[]> event : consumer.poll(LOOK)) {
                Header key = event.headers().lastHeader(HEADER);
                if (key != null) {
                    missing.remove(new String(key.value(), StandardCharsets.UTF_8));
                }
            }
        }
    }
}
