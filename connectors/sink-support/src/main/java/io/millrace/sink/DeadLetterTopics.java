package io.millrace.sink;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out at the start, and not with the first batch that is refused, that a dead-letter topic is missing. */
final class DeadLetterTopics {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterTopics.class);
    private static final int ANSWER_WITHIN_MS = 5_000;

    private DeadLetterTopics() {}

    /** Throws {@link ConnectException} when one is missing or forbidden; brokers that do not answer are an outage. */
    static void check(DeliveryConfig config) {
        if (config.expectedDeadLetterTopics().isEmpty()) {
            return;
        }
        Admin admin = Admin.create(adminSettings(config.deadLetterClient()));
        try {
            check(admin, config.expectedDeadLetterTopics());
        } finally {
            admin.close(Duration.ZERO);
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
        if (DeadLetters.classify(answer) != FailureKind.RETRIABLE) {
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
