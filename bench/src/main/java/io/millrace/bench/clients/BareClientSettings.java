// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.clients;

import io.millrace.bench.subject.Spec;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Plain clients, set as Millrace has Streams set its own: what differs is the work, not the settings. */
final class BareClientSettings {
    private static final int LINGER_MS = 100;
    private static final int RECORDS_PER_POLL = 5_000;
    private static final int LARGEST_REQUEST = 32 * 1024 * 1024;

    private BareClientSettings() {}

    static Map<String, Object> producer(Spec spec) {
        return Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                spec.text(Spec.BOOTSTRAP_SERVERS),
                ProducerConfig.LINGER_MS_CONFIG,
                LINGER_MS,
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                LARGEST_REQUEST,
                ProducerConfig.BUFFER_MEMORY_CONFIG,
                2L * LARGEST_REQUEST,
                ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class,
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class);
    }

    /** It belongs to no group, and commits only when it is told to. */
    static Map<String, Object> consumer(Spec spec) {
        return Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                spec.text(Spec.BOOTSTRAP_SERVERS),
                ConsumerConfig.GROUP_ID_CONFIG,
                spec.text(Spec.RUN),
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                RECORDS_PER_POLL,
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class,
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class);
    }
}
