// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e.kit;

import io.millrace.schemas.MalformedAvroException;
import io.millrace.schemas.RollupResult;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Follows the topic of rollups, as a read_committed consumer does. */
public final class RollupsReceived implements AutoCloseable {
    /** By the key of the record, the last of each. */
    public final Map<String, RollupResult> results = new TreeMap<>();

    /** Keys that came more than once. */
    public final List<String> repeated = new ArrayList<>();

    private final KafkaConsumer<byte[], byte[]> consumer;

    public RollupsReceived(String bootstrapServers, String topic, int partitions) {
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "isolation.level", "read_committed",
                        "auto.offset.reset", "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        consumer.assign(IntStream.range(0, partitions)
                .mapToObj(number -> new TopicPartition(topic, number))
                .toList());
    }

    /** Reads what has come since the last call. */
    public RollupsReceived poll() {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
            String key = new String(record.key(), StandardCharsets.UTF_8);
            try {
                if (results.put(key, RollupResult.read(record.value())) != null) {
                    repeated.add(key);
                }
            } catch (MalformedAvroException e) {
                throw new AssertionError("The result " + key + " cannot be read", e);
            }
        }
        return this;
    }

    /** Of the events in the results of one rollup. */
    public long events(String rollup) {
        return results.values().stream()
                .filter(result -> result.rollup().equals(rollup))
                .mapToLong(RollupResult::count)
                .sum();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
