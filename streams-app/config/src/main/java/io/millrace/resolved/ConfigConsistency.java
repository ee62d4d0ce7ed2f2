// SPDX-License-Identifier: Apache-2.0
package io.millrace.resolved;

import io.millrace.config.MillraceConfig;
import io.millrace.config.PipelineConfig;
import io.millrace.config.PipelineKeys;
import io.millrace.config.topics.TopicRole;
import io.millrace.config.topics.TopicRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.TopicConfig;

/**
 * Combinations that cannot keep what they promise. Kafka refuses some of them only when a client is created, silently switches
 * something off for others, and cannot know about the rest.
 */
final class ConfigConsistency {
    private static final long MOST_IN_FLIGHT = 5;
    private static final long HEARTBEATS_PER_SESSION = 2;

    private static final String ISOLATION = "consumer.override.isolation.level";

    private final ResolvedConfig effective;
    private final MillraceConfig config;
    private final List<String> faults = new ArrayList<>();

    private ConfigConsistency(ResolvedConfig effective) {
        this.effective = effective;
        this.config = effective.config();
    }

    static void require(ResolvedConfig effective) {
        List<String> faults = new ConfigConsistency(effective).check();
        if (!faults.isEmpty()) {
            throw new ConfigException("The settings contradict each other: " + String.join("; ", faults));
        }
    }

    private List<String> check() {
        checkProducer(effective.gatewayProducer());
        checkProducer(effective.producer());
        checkRoomForBatches();
        checkExactlyOnce();
        checkSession();
        checkTopics();
        return faults;
    }

    private void checkProducer(ClientSettings producer) {
        boolean all = producer.text(ProducerConfig.ACKS_CONFIG).matches("all|-1");
        boolean idempotent =
                producer.text(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG).equals("true");
        boolean isSaid = producer.isGiven(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG);
        if (!all && idempotent) {
            faults.add(producer.says(ProducerConfig.ACKS_CONFIG) + " cannot be idempotent"
                    + (isSaid ? "" : ", which is the default") + ": set "
                    + producer.name(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG) + "=false too, or acks to all");
        }
        if (all && idempotent) {
            String inFlight = ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION;
            if (producer.number(inFlight) > MOST_IN_FLIGHT) {
                faults.add(producer.says(inFlight) + " is more than an idempotent producer can keep in order: at most "
                        + MOST_IN_FLIGHT + ", or " + producer.name(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG)
                        + "=false");
            }
            if (producer.number(ProducerConfig.RETRIES_CONFIG) == 0) {
                faults.add(producer.says(ProducerConfig.RETRIES_CONFIG) + " and "
                        + producer.says(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG)
                        + ": an idempotent producer must be allowed to retry a request");
            }
        }
        long wait = producer.number(ProducerConfig.LINGER_MS_CONFIG)
                + producer.number(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG);
        if (producer.number(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG) < wait) {
            faults.add(producer.says(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG) + " is shorter than "
                    + producer.says(ProducerConfig.LINGER_MS_CONFIG) + " and "
                    + producer.says(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG) + " together, " + wait);
        }
    }

    private void checkRoomForBatches() {
        ClientSettings producer = effective.producer();
        Map<String, String> topics = config.topicRules().settings();
        for (PipelineConfig pipeline : config.pipelines()) {
            String key = MillraceConfig.PIPELINES + '.' + pipeline.name() + '.' + PipelineKeys.BATCH_MAX_BYTES;
            long record = pipeline.sizes().batchRecord();
            for (String limit : List.of(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, ProducerConfig.BUFFER_MEMORY_CONFIG)) {
                if (producer.number(limit) < record) {
                    faults.add(key + "=" + pipeline.batchMaxBytes() + " may produce records of " + record
                            + " bytes, but " + producer.says(limit) + " is less");
                }
            }
            atLeast(
                    topics,
                    MillraceConfig.TOPICS_PREFIX,
                    TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                    record,
                    limit -> faults.add(key + "=" + pipeline.batchMaxBytes() + " may produce records of " + record
                            + " bytes, but " + limit + " is less"));
        }
        Map<String, String> deadLetters = config.topicRules().deadLetterSettings();
        String limit = deadLetters.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
        if (limit != null && number(limit) > producer.number(ProducerConfig.MAX_REQUEST_SIZE_CONFIG)) {
            faults.add(MillraceConfig.TOPICS_PREFIX + "dlq." + TopicConfig.MAX_MESSAGE_BYTES_CONFIG + "=" + limit
                    + " admits records that cannot be sent: "
                    + producer.says(ProducerConfig.MAX_REQUEST_SIZE_CONFIG) + " is less");
        }
        atLeast(
                config.topicRules().settings(TopicRole.DLQ),
                MillraceConfig.TOPICS_PREFIX + "dlq.",
                TopicConfig.RETENTION_MS_CONFIG,
                TopicRules.LEAST_DEAD_LETTER_RETENTION.toMillis(),
                retention -> faults.add(
                        retention + " deletes dead letters before anyone has inspected them: it must be at least "
                                + TopicRules.LEAST_DEAD_LETTER_RETENTION.toMillis() + ", three days, or -1"));
    }

    private void checkExactlyOnce() {
        if (!config.exactlyOnce()) {
            return;
        }
        String guarantee = MillraceConfig.PROCESSING_GUARANTEE + "=exactly_once_v2";
        ClientSettings producer = effective.producer();
        if (!producer.text(ProducerConfig.ACKS_CONFIG).matches("all|-1")
                || producer.text(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG).equals("false")) {
            faults.add(guarantee + " needs acks=all and idempotence, not " + producer.says(ProducerConfig.ACKS_CONFIG)
                    + " and " + producer.says(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG));
        }
        String isolation = config.connectors().get(ISOLATION);
        if (isolation != null && !isolation.equals("read_committed")) {
            faults.add(guarantee + " promises nothing to sinks that read aborted records: set "
                    + MillraceConfig.CONNECTORS_PREFIX + ISOLATION + " to read_committed, not " + isolation);
        }
        String unclean = TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG;
        if ("true".equals(config.topicRules().settings().get(unclean))) {
            faults.add(guarantee + " and " + MillraceConfig.TOPICS_PREFIX + unclean
                    + "=true: a leader that lacks records breaks the promise");
        }
    }

    private void checkSession() {
        ClientSettings consumer = effective.consumer();
        long session = consumer.number(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG);
        long heartbeat = consumer.number(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG);
        if (heartbeat * HEARTBEATS_PER_SESSION > session) {
            faults.add(consumer.says(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG)
                    + " must fit twice into " + consumer.says(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG)
                    + ", or one lost heartbeat ends the session");
        }
        if (consumer.number(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG) < session) {
            faults.add(consumer.says(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG) + " is shorter than "
                    + consumer.says(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG));
        }
    }

    private void checkTopics() {
        String inSync = config.topicRules().settings().get(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG);
        int copies = config.topicRules().replicationFactor();
        if (inSync != null && copies > 0 && number(inSync) > copies) {
            faults.add(MillraceConfig.TOPICS_PREFIX + TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG + "=" + inSync
                    + " is more than the number of copies: " + MillraceConfig.TOPICS_PREFIX + "replication.factor="
                    + copies);
        }
    }

    private void atLeast(
            Map<String, String> settings, String prefix, String key, long least, Consumer<String> otherwise) {
        String value = settings.get(key);
        if (value != null && number(value) >= 0 && number(value) < least) {
            otherwise.accept(prefix + key + "=" + value);
        }
    }

    /** What is not a number is left for the broker to refuse. */
    private static long number(String value) {
        return value.matches("-?\\d{1,18}") ? Long.parseLong(value) : -1;
    }
}
