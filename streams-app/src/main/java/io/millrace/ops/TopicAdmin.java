package io.millrace.ops;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Asks the cluster about topics and waits for the answers. */
final class TopicAdmin {
    private static final long BETWEEN_LOOKS_MS = 100;

    private final Admin admin;
    private final long patienceMs;

    TopicAdmin(Admin admin, long patienceMs) {
        this.admin = admin;
        this.patienceMs = patienceMs;
    }

    /** Those of {@code names} that there are. */
    Map<String, TopicSizes> describe(List<String> names) {
        Map<String, TopicSizes> found = new HashMap<>();
        Map<String, KafkaFuture<TopicDescription>> answers =
                admin.describeTopics(names).topicNameValues();
        names.forEach(name -> {
            TopicDescription topic = answer(answers.get(name), name, UnknownTopicOrPartitionException.class);
            Config settings = topic == null ? null : settings(name);
            if (settings != null) {
                String bytes =
                        settings.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).value();
                found.put(name, new TopicSizes(topic.partitions().size(), Integer.parseInt(bytes)));
            }
        });
        return found;
    }

    private Config settings(String name) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
        KafkaFuture<Config> settings =
                admin.describeConfigs(List.of(resource)).values().get(resource);
        return answer(settings, name, UnknownTopicOrPartitionException.class);
    }

    /** Someone else may have been faster; that is as good. */
    void create(List<NewTopic> topics) {
        admin.createTopics(topics)
                .values()
                .forEach((name, created) -> answer(created, name, TopicExistsException.class));
    }

    /** All of {@code names}, as soon as the cluster knows them: a broker learns of a new topic a moment later. */
    Map<String, TopicSizes> awaitAll(List<String> names) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patienceMs);
        Map<String, TopicSizes> found = describe(names);
        while (!found.keySet().containsAll(names)) {
            if (System.nanoTime() > deadline) {
                throw new TopicsException("Of the topics " + names + " the cluster still shows only " + found.keySet());
            }
            pause();
            found = describe(names);
        }
        return found;
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TopicsException("Interrupted while waiting for topics", e);
        }
    }

    /** The answer, or null when it is that failure. */
    private <T> T answer(KafkaFuture<T> answer, String topic, Class<? extends Exception> expected) {
        try {
            return answer.get(patienceMs, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (expected.isInstance(e.getCause())) {
                return null;
            }
            throw new TopicsException("The topic " + topic + ": " + e.getCause(), e.getCause());
        } catch (TimeoutException e) {
            throw new TopicsException(
                    "The cluster said nothing about the topic " + topic + " in " + patienceMs + " ms", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TopicsException("Interrupted while waiting for the topic " + topic, e);
        }
    }
}
