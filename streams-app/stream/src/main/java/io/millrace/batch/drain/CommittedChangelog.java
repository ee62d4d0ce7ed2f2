// SPDX-License-Identifier: Apache-2.0
package io.millrace.batch.drain;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.internals.InternalProcessorContext;

/** A changelog as a reader sees it who takes committed records alone: not how it is restored, for an open transaction ends that. */
final class CommittedChangelog {
    private static final Duration POLL = Duration.ofMillis(100);

    private CommittedChangelog() {}

    /** Whether a record of {@code key} with a value lies there, before the first transaction that is open. */
    static boolean holds(StateStoreContext context, String store, Bytes key) {
        String topic = ((InternalProcessorContext<?, ?>) context).changelogFor(store);
        TopicPartition changelog = new TopicPartition(topic, context.taskId().partition());
        Map<String, Object> settings = new StreamsConfig(context.appConfigs())
                .getRestoreConsumerConfigs(context.applicationId() + '-' + context.taskId() + "-committed");
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, IsolationLevel.READ_COMMITTED.toString());
        long limit = Long.parseLong(settings.getOrDefault(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 60_000)
                .toString());
        try (Consumer<byte[], byte[]> reader =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            return holds(reader, changelog, key, limit);
        }
    }

    private static boolean holds(Consumer<byte[], byte[]> reader, TopicPartition changelog, Bytes key, long limitMs) {
        reader.assign(List.of(changelog));
        reader.seekToBeginning(List.of(changelog));
        long end = reader.endOffsets(List.of(changelog)).get(changelog);
        long begun = System.nanoTime();
        while (reader.position(changelog) < end) {
            for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
                begun = System.nanoTime();
                if (record.value() != null && Bytes.wrap(record.key()).equals(key)) {
                    return true;
                }
            }
            if (System.nanoTime() - begun > limitMs * 1_000_000) {
                throw new TimeoutException("No record of " + changelog + " has arrived within " + limitMs + " ms");
            }
        }
        return false;
    }
}
