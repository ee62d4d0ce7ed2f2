// SPDX-License-Identifier: Apache-2.0
package io.millrace.pipeline.gate;

import io.millrace.config.AdminClients;
import io.millrace.config.MillraceConfig;
import io.millrace.config.PipelineConfig;
import io.millrace.config.StreamsApplication;
import io.millrace.pipeline.start.StartException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;

/**
 * The topic that says which topology a pipeline runs. It has one partition and keeps everything, and the first record on it counts: of two
 * processes that write at once, both read who was first. It is deleted with the state. Every method throws {@link StartException} when
 * the cluster does not answer, or refuses.
 */
final class TopologyTopic {
    private static final Duration POLL = Duration.ofMillis(200);

    /** For so long the broker keeps the fetch that a consumer sends ahead, and close() waits for its answer: by default half a second of each start. */
    private static final int FETCH_WAIT_MS = 10;

    /** Set for topics that Kafka Streams makes, too. */
    private static final String IN_SYNC = StreamsConfig.topicPrefix(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG);

    private final MillraceConfig config;
    private final StreamsApplication application;
    private final TopicPartition partition;

    TopologyTopic(MillraceConfig config, PipelineConfig pipeline) {
        this.config = config;
        application = pipeline.application();
        partition = new TopicPartition(application.topologyTopic(), 0);
    }

    /**
     * What the topic says.
     *
     * @param life the topic's id, which is another after a reset
     */
    record Recorded(TopologyFingerprint topology, Uuid life) {}

    String name() {
        return partition.topic();
    }

    /** Nothing when no process has written yet. */
    Optional<Recorded> read() {
        try (Admin admin = AdminClients.make(config)) {
            TopicDescription topic = describe(admin, name());
            return topic == null ? Optional.empty() : first().map(first -> new Recorded(first, topic.topicId()));
        } catch (KafkaException e) {
            throw failed("read", e);
        } catch (UnreadableFingerprintException e) {
            throw new StartException("The record on the topic " + name() + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** What the topic says now that something was written, as soon as the brokers know that there is such a topic. */
    Recorded await() {
        long giveUpAt = System.nanoTime() + config.timeouts().start().toNanos();
        while (true) {
            Optional<Recorded> found = read();
            if (found.isPresent()) {
                return found.get();
            }
            if (System.nanoTime() > giveUpAt) {
                throw new StartException("The topic " + name()
                        + " was emptied or deleted while the topology of the pipeline was recorded on it");
            }
        }
    }

    private Optional<TopologyFingerprint> first() {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            long giveUpAt = System.nanoTime() + config.timeouts().start().toNanos();
            while (consumer.position(partition) < end) {
                for (ConsumerRecord<byte[], byte[]> found : consumer.poll(POLL)) {
                    return Optional.of(TopologyFingerprint.read(new String(found.value(), StandardCharsets.UTF_8)));
                }
                if (System.nanoTime() > giveUpAt) {
                    throw new org.apache.kafka.common.errors.TimeoutException(
                            "no record came, although there is one before offset " + end);
                }
            }
            return Optional.empty();
        }
    }

    /** Whether the application has left offsets or state. */
    boolean hasRun() {
        try (Admin admin = AdminClients.make(config)) {
            return describe(admin, application.stateTopic()) != null
                    || !answer(admin.listConsumerGroupOffsets(application.group())
                                    .partitionsToOffsetAndMetadata())
                            .isEmpty();
        } catch (KafkaException e) {
            throw failed("compared with what the application has left", e);
        }
    }

    /** Returns when the brokers have it. */
    void write(TopologyFingerprint topology) {
        try (Admin admin = AdminClients.make(config);
                KafkaProducer<byte[], byte[]> producer = producer()) {
            make(admin);
            byte[] key = application.id().getBytes(StandardCharsets.UTF_8);
            byte[] value = topology.write().getBytes(StandardCharsets.UTF_8);
            producer.send(new ProducerRecord<>(name(), 0, key, value)).get();
        } catch (KafkaException e) {
            throw failed("written", e);
        } catch (ExecutionException e) {
            throw failed("written", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed("written", e);
        }
    }

    private void make(Admin admin) {
        Map<String, String> settings = new HashMap<>(Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_DELETE,
                TopicConfig.RETENTION_MS_CONFIG,
                "-1",
                TopicConfig.RETENTION_BYTES_CONFIG,
                "-1"));
        Object inSync = config.kafka().get(IN_SYNC);
        if (inSync != null) {
            settings.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, inSync.toString());
        }
        short copies = Short.parseShort(config.kafka()
                .getOrDefault(StreamsConfig.REPLICATION_FACTOR_CONFIG, "-1")
                .toString());
        try {
            answer(admin.createTopics(List.of(new NewTopic(name(), 1, copies).configs(settings)))
                    .all());
        } catch (TopicExistsException e) {
            // Another process was faster.
        }
    }

    /** Null when there is no such topic. */
    private static TopicDescription describe(Admin admin, String topic) {
        try {
            return answer(admin.describeTopics(List.of(topic)).topicNameValues().get(topic));
        } catch (UnknownTopicOrPartitionException e) {
            return null;
        }
    }

    /** Throws the {@link KafkaException} that it failed with. */
    private static <T> T answer(KafkaFuture<T> answer) {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted", e);
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        Map<String, Object> settings = config.client("consumer");
        settings.putIfAbsent(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int)
                config.timeouts().start().toMillis());
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MS);
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Of the operator's settings only what it takes to connect counts: one record, which has to arrive. */
    private KafkaProducer<byte[], byte[]> producer() {
        Map<String, Object> settings = config.client("producer");
        int patienceMs = (int) config.timeouts().start().toMillis();
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, patienceMs);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, patienceMs);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, patienceMs);
        settings.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private StartException failed(String what, Throwable why) {
        String rights = why instanceof AuthorizationException
                ? "; the stream's user needs CREATE, READ, WRITE and DESCRIBE on topics that begin with "
                        + application.topics()
                : "";
        return new StartException(
                "The record of the topology, on the topic " + name() + " of the Kafka cluster at "
                        + config.bootstrapServers() + ", could not be " + what + ": " + why.getMessage() + rights,
                why);
    }
}
