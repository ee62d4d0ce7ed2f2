// SPDX-License-Identifier: Apache-2.0
package io.millrace.resolved;

import io.millrace.config.MillraceConfig;
import io.millrace.config.PipelineConfig;
import io.millrace.config.secrets.Secrets;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.streams.StreamsConfig;

/**
 * A configuration with all that follows from it. Clients' settings are complete: what nobody sets has Kafka's default, or
 * that of Kafka Streams where it has one of its own.
 */
public final class ResolvedConfig {
    private static final String RESTORE_ISOLATION =
            StreamsConfig.restoreConsumerPrefix(ConsumerConfig.ISOLATION_LEVEL_CONFIG);
    private static final String ANY_CLIENT = "millrace";
    private static final String ANY_CONSUMER = "kafka.consumer.";
    private static final String MAIN_CONSUMER = "kafka.main.consumer.";

    private final MillraceConfig config;
    private final Properties streams;
    private final ClientSettings producer;
    private final ClientSettings consumer;
    private final ClientSettings gatewayProducer;

    private ResolvedConfig(MillraceConfig config) {
        this.config = config;
        streams = StreamsSettings.of(config);
        StreamsConfig parsed = new StreamsConfig(streams);
        producer = ClientSettings.producer("kafka.producer.", parsed.getProducerConfigs(ANY_CLIENT));
        consumer = ClientSettings.consumer(MAIN_CONSUMER, parsed.getMainConsumerConfigs(ANY_CLIENT, ANY_CLIENT, 0));
        gatewayProducer =
                ClientSettings.producer("kafka.gateway.producer.", config.client(MillraceConfig.GATEWAY_PRODUCER));
    }

    /** Throws {@link org.apache.kafka.common.config.ConfigException} naming every contradiction with its keys. */
    public static ResolvedConfig of(MillraceConfig config) {
        ResolvedConfig effective = new ResolvedConfig(config);
        ConfigConsistency.require(effective);
        return effective;
    }

    /** Of Kafka Streams: batches, dead letters and state. */
    public ClientSettings producer() {
        return producer;
    }

    /** Of Kafka Streams: events. */
    public ClientSettings consumer() {
        return consumer;
    }

    /** Of the producers of events. */
    public ClientSettings gatewayProducer() {
        return gatewayProducer;
    }

    public MillraceConfig config() {
        return config;
    }

    /** For the {@link org.apache.kafka.streams.KafkaStreams} of one pipeline; a copy. */
    public Properties streams(PipelineConfig pipeline) {
        Properties copy = new Properties();
        copy.putAll(streams);
        copy.put(StreamsConfig.APPLICATION_ID_CONFIG, pipeline.application().id());
        // Two clients with one name in a process hide each other's metrics.
        copy.computeIfPresent(StreamsConfig.CLIENT_ID_CONFIG, (key, own) -> own + "-" + pipeline.name());
        if (!pipeline.rollups().isEmpty()) {
            // Kafka Streams' own stores do not know which of their records were aborted, as that of open batches does.
            copy.put(RESTORE_ISOLATION, IsolationLevel.READ_COMMITTED.toString());
        }
        return copy;
    }

    /** {@link #value} as anyone may see it. */
    public String shown(String key) {
        return Secrets.shown(key, value(key));
    }

    /** The resulting value of {@code key}, of a profile or a configuration; in angle brackets who else decides it. */
    public String value(String key) {
        for (ClientSettings client : List.of(gatewayProducer, producer, consumer)) {
            if (client.has(key)) {
                return client.text(client.own(key));
            }
        }
        if (key.startsWith(ANY_CONSUMER) && consumer.has(MAIN_CONSUMER + key.substring(ANY_CONSUMER.length()))) {
            return consumer.text(key.substring(ANY_CONSUMER.length()));
        }
        if (key.startsWith(MillraceConfig.KAFKA_PREFIX)) {
            return ofStreams(key.substring(MillraceConfig.KAFKA_PREFIX.length()));
        }
        if (key.startsWith(MillraceConfig.TOPICS_PREFIX)) {
            return config.value(key, "<broker>");
        }
        if (key.startsWith(MillraceConfig.CONNECTORS_PREFIX)) {
            return config.value(key, "<connector>");
        }
        return config.value(key, "<none>");
    }

    private String ofStreams(String key) {
        Object set = streams.get(key);
        if (set == null && StreamsConfig.configDef().names().contains(key)) {
            return String.valueOf(new StreamsConfig(streams).values().get(key));
        }
        return set == null ? "<broker>" : set.toString();
    }
}
