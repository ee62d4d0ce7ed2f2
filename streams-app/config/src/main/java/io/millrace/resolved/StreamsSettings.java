// SPDX-License-Identifier: Apache-2.0
package io.millrace.resolved;

import io.millrace.config.MillraceConfig;
import io.millrace.config.PipelineConfig;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.LogAndFailExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailProcessingExceptionHandler;

/** The settings for Kafka Streams: what Millrace relies on, then the operator's {@code kafka.} settings over the rest. */
final class StreamsSettings {
    /** A thread that waits for the registry must not lose its transaction meanwhile. */
    private static final int TRANSACTION_TIMEOUT_MS = 60_000;

    /** Room for what the broker's limit, which counts compressed bytes, admitted. */
    private static final int LEAST_REQUEST_BYTES = 32 * 1024 * 1024;

    private static final int RECORDS_PER_POLL = 5_000;

    /** True is the future default; the constant for it is deprecated from the start, and without it every start warns. */
    private static final String GLOBAL_HANDLER = "processing.exception.handler.global.enabled";

    private static final String IDEMPOTENCE = StreamsConfig.producerPrefix(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG);

    private static final String ISOLATION = ConsumerConfig.ISOLATION_LEVEL_CONFIG;
    private static final String READ_COMMITTED = IsolationLevel.READ_COMMITTED.toString();
    private static final String READ_UNCOMMITTED = IsolationLevel.READ_UNCOMMITTED.toString();

    private StreamsSettings() {}

    static Properties of(MillraceConfig config) {
        Properties settings = new Properties();
        int request = largestRequest(config);
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), request);
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.BUFFER_MEMORY_CONFIG), 2L * request);
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), TRANSACTION_TIMEOUT_MS);
        settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), RECORDS_PER_POLL);
        // The system sizes them itself, and larger than Kafka's defaults: fewer calls per megabyte.
        settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.RECEIVE_BUFFER_CONFIG), -1);
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.SEND_BUFFER_CONFIG), -1);
        settings.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, RECORDS_PER_POLL);
        // Of internal topics: the records of a repartition topic are bundles of events.
        settings.put(StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG), largestRecord(config));
        settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
        // A task reads one partition: there is no other to wait for, and asking before each event costs a tenth of it.
        settings.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
        // A closed window's results come with the record that closed it, not with the first one a second later.
        settings.put(StreamsConfig.InternalConfig.EMIT_INTERVAL_MS_KSTREAMS_WINDOWED_AGGREGATION, 0L);
        settings.put(GLOBAL_HANDLER, true);
        // The partition assignor makes its settings of the consumer's alone.
        settings.put(StreamsConfig.mainConsumerPrefix(GLOBAL_HANDLER), true);
        settings.putAll(config.kafka());
        // As text it is not the true that exactly-once wants, and every start would warn of a contradiction that is
        // none.
        settings.computeIfPresent(IDEMPOTENCE, (key, text) -> ConfigDef.parseType(IDEMPOTENCE, text, Type.BOOLEAN));
        fix(settings, StreamsConfig.APPLICATION_ID_CONFIG, config.applicationId());
        fix(settings, StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers());
        fix(settings, StreamsConfig.PROCESSING_GUARANTEE_CONFIG, config.guarantee());
        fix(
                settings,
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
                config.commitInterval().toMillis());
        fix(settings, StreamsConfig.NUM_STREAM_THREADS_CONFIG, config.streamThreads());
        fix(settings, StreamsConfig.STATE_DIR_CONFIG, config.stateFolder().toString());
        fix(settings, StreamsConfig.TOPOLOGY_OPTIMIZATION_CONFIG, StreamsConfig.OPTIMIZE);
        fix(settings, StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        fix(settings, StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic");
        // Events of aborted transactions are not events. State says itself which drain wrote it, and the offsets
        // say which drain was committed: the end of its transaction on the state topic may come late, or never.
        fix(settings, StreamsConfig.consumerPrefix(ISOLATION), READ_COMMITTED);
        fix(settings, StreamsConfig.mainConsumerPrefix(ISOLATION), READ_COMMITTED);
        fix(settings, StreamsConfig.restoreConsumerPrefix(ISOLATION), READ_UNCOMMITTED);
        // A handler that continues would drop an event without a dead letter.
        fix(settings, "deserialization.exception.handler", LogAndFailExceptionHandler.class.getName());
        fix(settings, "processing.exception.handler", LogAndFailProcessingExceptionHandler.class.getName());
        fix(settings, "production.exception.handler", FailingProductionHandler.class.getName());
        requirePatienceWithinTransaction(config, settings);
        return settings;
    }

    private static int largestRequest(MillraceConfig config) {
        return Math.max(LEAST_REQUEST_BYTES, largestRecord(config));
    }

    private static int largestRecord(MillraceConfig config) {
        return config.pipelines().stream()
                .map(PipelineConfig::sizes)
                .mapToInt(sizes -> Math.max(sizes.stateRecord(), sizes.bundleRecord()))
                .max()
                .orElse(0);
    }

    /** A thread that waits for the registry longer than its transaction lives comes back to a lost one. */
    private static void requirePatienceWithinTransaction(MillraceConfig config, Properties settings) {
        String key = StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG);
        long transaction = Long.parseLong(settings.get(key).toString());
        long patience = config.timeouts().registry().toMillis();
        long interval = config.commitInterval().toMillis();
        if (config.exactlyOnce() && patience + interval >= transaction) {
            throw new ConfigException(
                    MillraceConfig.REGISTRY_RETRY_MS,
                    patience,
                    "together with " + MillraceConfig.COMMIT_INTERVAL_MS + "=" + interval + " must be below "
                            + MillraceConfig.KAFKA_PREFIX + key + "=" + transaction);
        }
    }

    /** Sets what has a key of its own, or must not differ; another value under {@code kafka.} is a contradiction. */
    private static void fix(Properties settings, String key, Object value) {
        Object other = settings.put(key, value);
        if (other != null && !other.toString().equals(value.toString())) {
            throw new ConfigException(
                    MillraceConfig.KAFKA_PREFIX + key,
                    other,
                    "Millrace needs " + key + "=" + value + "; remove the key"
                            + (MillraceConfig.DEFINITION.names().contains(key) ? " and set " + key + " itself" : ""));
        }
    }
}
