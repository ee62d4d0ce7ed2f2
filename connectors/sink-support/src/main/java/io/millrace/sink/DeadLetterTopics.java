// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out at the start that a dead-letter topic is missing, and not only when the first batch is refused. */
final class DeadLetterTopics {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterTopics.class);
    private static final int ANSWER_WITHIN_MS = 5_000;

    private DeadLetterTopics() {}

    /** A client of the brokers with the dead-letter topics, whose requests fail after a few seconds without an answer. */
    static Admin admin(DeliveryConfig config) {
        try {
            return Admin.create(adminSettings(config.deadLetterClient()));
        } catch (KafkaException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new ConnectException(
                    "No Kafka client can be made from the " + DeliveryConfig.DEAD_LETTER_PREFIX + "* settings: "
                            + cause.getMessage(),
                    e);
        }
    }

    /** What the producer is told, without what only a producer understands. */
    private static Map<String, Object> adminSettings(Map<String, Object> producer) {
        Map<String, Object> settings = new HashMap<>(producer);
        settings.keySet()
                .removeIf(key -> ProducerConfig.configNames().contains(key)
                        && !AdminClientConfig.configNames().contains(key));
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_WITHIN_MS);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_WITHIN_MS);
        return settings;
    }

    /**
     * Throws {@link ConnectException} when one is missing, forbidden or itself read by the sink. Brokers that do not answer
     * do not keep the task from starting.
     */
    static void check(Admin admin, DeliveryConfig config) {
        Set<String> expected = config.expectedDeadLetterTopics();
        if (expected.isEmpty() && config.reads().pattern() != null) {
            expected = ofPattern(config.reads(), topics(admin));
        }
        if (!expected.isEmpty()) {
            check(admin, expected);
        }
    }

    /** Those for the existing topics that the pattern matches. */
    static Set<String> ofPattern(ReadTopics reads, Set<String> topics) {
        Set<String> read = topics.stream().filter(reads::contains).collect(Collectors.toSet());
        Set<String> deadLetters = DeliveryConfig.deadLetterTopicsOf(read);
        deadLetters.stream().filter(reads::contains).findFirst().ifPresent(topic -> {
            throw new ConnectException(DeadLetterWriter.loop(topic, reads));
        });
        return deadLetters;
    }

    /** None when brokers do not answer. */
    private static Set<String> topics(Admin admin) {
        try {
            return admin.listTopics().names().get();
        } catch (ExecutionException e) {
            LOG.atWarn()
                    .addKeyValue("reason", e.getCause())
                    .log("No answer yet from the brokers with the dead-letter topics");
            return Set.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectException("Interrupted while asking for the topics that are read", e);
        }
    }

    static void check(Admin admin, Collection<String> topics) {
        Map<String, KafkaFuture<TopicDescription>> answers =
                admin.describeTopics(topics).topicNameValues();
        for (String topic : topics) {
            try {
                answers.get(topic).get();
            } catch (ExecutionException e) {
                judge(topic, e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ConnectException("Interrupted while asking for the dead-letter topic " + topic, e);
            }
        }
    }

    private static void judge(String topic, Throwable answer) {
        if (answer instanceof UnknownTopicOrPartitionException || answer instanceof InvalidTopicException) {
            throw new ConnectException(
                    "The dead-letter topic " + topic + " does not exist: create it, or name another with "
                            + DeliveryConfig.DEAD_LETTER_TOPIC,
                    answer);
        }
        if (!(answer instanceof RetriableException)) {
            throw new ConnectException(
                    "The dead-letter topic " + topic + " cannot be used with the " + DeliveryConfig.DEAD_LETTER_PREFIX
                            + "* settings: " + answer.getMessage(),
                    answer);
        }
        LOG.atWarn()
                .addKeyValue("topic", topic)
                .addKeyValue("reason", answer)
                .log("No answer yet from the brokers with the dead-letter topic");
    }
}
