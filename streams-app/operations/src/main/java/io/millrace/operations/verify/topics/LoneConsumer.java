// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.verify.topics;

import io.millrace.config.MillraceConfig;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Consumers that join no group, commit nothing, and see committed records only, as stream and sinks do. */
public final class LoneConsumer {
    /** For so long the broker keeps the fetch that a consumer sends ahead, and close() waits for its answer. Kafka's default is 500. */
    private static final int FETCH_WAIT_MS = 50;

    private LoneConsumer() {}

    /** {@code defaults} are for what the operator has not set. */
    public static KafkaConsumer<byte[], byte[]> of(MillraceConfig config, Map<String, Object> defaults) {
        Map<String, Object> settings = config.client("consumer");
        defaults.forEach(settings::putIfAbsent);
        settings.putIfAbsent(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int)
                config.timeouts().start().toMillis());
        settings.putIfAbsent(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MS);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
