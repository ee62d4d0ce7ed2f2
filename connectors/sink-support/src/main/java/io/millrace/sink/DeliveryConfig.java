// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import io.millrace.schemas.TopicNames;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;

/**
 * The settings that every sink has, beside its own.
 *
 * @param sink the connector's name
 * @param sinkType its kind, as verify knows it: s3, opensearch or postgres
 * @param task the task's number in it
 * @param deadLetterTopic empty for the pipeline's own, by {@link TopicNames}
 * @param maxInFlightBytes of batches as they came from Kafka
 * @param reads the topics of the batches
 * @param group the consumer group in which Connect reads for the connector
 * @param deadLetterClient settings of the dead-letter producer
 */
public record DeliveryConfig(
        String sink,
        String sinkType,
        String task,
        int maxInFlight,
        int maxInFlightBytes,
        Duration firstBackoff,
        Duration longestBackoff,
        String deadLetterTopic,
        ReadTopics reads,
        String group,
        Map<String, Object> deadLetterClient) {
    /** The key under which a connector tells each of its tasks which one it is. */
    public static final String TASK = "millrace.task";

    public static final String MAX_IN_FLIGHT = "max.in.flight";
    public static final String MAX_IN_FLIGHT_BYTES = "max.in.flight.bytes";
    public static final String RETRY_BACKOFF_MS = "retry.backoff.ms";
    public static final String RETRY_BACKOFF_MAX_MS = "retry.backoff.max.ms";
    public static final String DEAD_LETTER_PREFIX = "dead.letter.";
    public static final String DEAD_LETTER_TOPIC = DEAD_LETTER_PREFIX + "topic";
    public static final String DEAD_LETTER_BOOTSTRAP_SERVERS =
            DEAD_LETTER_PREFIX + ProducerConfig.BOOTSTRAP_SERVERS_CONFIG;

    /** Connect's own key for the group, which is otherwise named after the connector. */
    private static final String GROUP = "consumer.override.group.id";

    private static final int MAX_REQUEST_BYTES = 32 * 1024 * 1024;

    /** Adds the shared keys to a sink's own. */
    public static ConfigDef addTo(ConfigDef sink) {
        return addDeadLetters(addRetries(sink)).defineInternal(TASK, Type.STRING, "0", Importance.LOW);
    }

    private static ConfigDef addRetries(ConfigDef sink) {
        return sink.define(
                        MAX_IN_FLIGHT,
                        Type.INT,
                        8,
                        Range.between(1, 256),
                        Importance.HIGH,
                        "Batches a task delivers at once at most, each on a thread and with its object in memory; it delivers fewer while"
                                + " the outside system refuses or slows down. More hides the"
                                + " latency of the outside system; fewer need less heap and spare that system. What one"
                                + " poll brings beyond it waits in memory: consumer.override.max.poll.records bounds that.")
                .define(
                        MAX_IN_FLIGHT_BYTES,
                        Type.INT,
                        64 * 1024 * 1024,
                        Range.atLeast(1),
                        Importance.MEDIUM,
                        "Bytes of batches, as they came from Kafka, beyond which a task polls no more and works on no"
                                + " further batch; a larger batch is delivered alone. An object or the bulks of a batch take about as"
                                + " much memory again. Lower saves heap where batches are large; ordinary ones stay below it.")
                .define(
                        RETRY_BACKOFF_MS,
                        Type.LONG,
                        100L,
                        Range.between(1, 60_000),
                        Importance.LOW,
                        "Longest first pause after a failure that may pass; it doubles with each further one, and the"
                                + " pause taken is random below it. Shorter recovers sooner, longer spares a system that is"
                                + " struggling.")
                .define(
                        RETRY_BACKOFF_MAX_MS,
                        Type.LONG,
                        5_000L,
                        Range.between(1, 600_000),
                        Importance.LOW,
                        "Longest pause between two attempts. Retries never end: during an outage the task pauses its"
                                + " partitions and commits no offset, and this is how late it may notice the recovery.");
    }

    private static ConfigDef addDeadLetters(ConfigDef sink) {
        return sink.define(
                        DEAD_LETTER_TOPIC,
                        Type.STRING,
                        "",
                        Importance.MEDIUM,
                        "Topic for batches, or single events, that the outside system will never accept. Empty means <pipeline>.dlq"
                                + " of the pipeline that the batch names; for an unreadable batch, the name of its topic"
                                + " without .batches and with .dlq. One topic for several pipelines is easier to watch and harder to"
                                + " redrive. A task does not start when this topic is missing or, if empty, that of a name"
                                + " in topics: set it when the pipeline's batch or dead-letter topic has another name.")
                .define(
                        DEAD_LETTER_BOOTSTRAP_SERVERS,
                        Type.STRING,
                        ConfigDef.NO_DEFAULT_VALUE,
                        new NonEmptyString(),
                        Importance.HIGH,
                        "Brokers with the dead-letter topic. Every other dead.letter.* key but the topic is handed to the"
                                + " Kafka producer without the prefix, so TLS and SASL are configured as for any client."
                                + " dead.letter.compression.type is zstd unless set: batches must fit the topic's"
                                + " max.message.bytes, which counts compressed bytes.");
    }

    /**
     * Reads the keys of {@link #addTo} from a sink's parsed configuration. Throws
     * {@link org.apache.kafka.common.config.ConfigException} for those of Connect with which it would lose batches.
     */
    public static DeliveryConfig of(AbstractConfig config) {
        ConnectSettings.check(config.originals());
        Object name = config.originals().getOrDefault("name", "sink");
        Object group = config.originals().getOrDefault(GROUP, "connect-" + name);
        return new DeliveryConfig(
                name.toString(),
                sinkType(config.originals()),
                config.getString(TASK),
                config.getInt(MAX_IN_FLIGHT),
                config.getInt(MAX_IN_FLIGHT_BYTES),
                Duration.ofMillis(config.getLong(RETRY_BACKOFF_MS)),
                Duration.ofMillis(config.getLong(RETRY_BACKOFF_MAX_MS)),
                config.getString(DEAD_LETTER_TOPIC),
                ReadTopics.of(config.originals()),
                group.toString(),
                deadLetterClient(config));
    }

    /** {@code s3} for {@code io.millrace.s3.S3SinkConnector}, and for the short names that Connect takes for it. */
    private static String sinkType(Map<String, Object> config) {
        String type = String.valueOf(config.get("connector.class"));
        return type.substring(type.lastIndexOf('.') + 1)
                .replaceFirst("Sink(Connector)?$", "")
                .toLowerCase(Locale.ROOT);
    }

    private static Map<String, Object> deadLetterClient(AbstractConfig config) {
        Map<String, Object> client = new HashMap<>();
        client.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
        // A topic's limit counts compressed bytes, and Connect has unpacked the batch: what the stream's producer had
        // to compress to fit its topic would, sent as it is, be too large for a dead-letter topic of the same limit.
        client.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd");
        // The producer alone knows whether a letter without an acknowledgement was written: it goes on with that
        // letter,
        // where sending it again after a timeout could write it twice.
        client.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
        client.putAll(config.originalsWithPrefix(DEAD_LETTER_PREFIX));
        client.remove("topic");
        client.put(ProducerConfig.ACKS_CONFIG, "all");
        client.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        return client;
    }

    InFlight inFlight() {
        return new InFlight(maxInFlight, maxInFlightBytes);
    }

    /** The topic that is named, or else that of each topic that is read by name. */
    Set<String> expectedDeadLetterTopics() {
        return deadLetterTopic.isEmpty() ? deadLetterTopicsOf(reads.names()) : Set.of(deadLetterTopic);
    }

    static Set<String> deadLetterTopicsOf(Set<String> batchTopics) {
        return batchTopics.stream()
                .map(topic -> TopicNames.deadLetters(TopicNames.pipelineOf(topic)))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
