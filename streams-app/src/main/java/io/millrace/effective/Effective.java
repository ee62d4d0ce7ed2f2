package io.millrace.effective;

import io.millrace.config.MillraceConfig;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;

/**
 * A configuration with all that follows from it. Clients' settings are complete: what nobody sets has Kafka's default, or
 * that of Kafka Streams where it has one of its own.
 */
public final class Effective {
    private static final String ANY_CLIENT = "millrace";

    private final MillraceConfig config;
    private final Properties streams;
    private final ClientSettings producer;
    private final ClientSettings consumer;
    private final ClientSettings gatewayProducer;

    private Effective(MillraceConfig config) {
        this.config = config;
        streams = StreamsSettings.of(config);
        StreamsConfig parsed = new StreamsConfig(streams);
        producer = ClientSettings.producer("kafka.producer.", parsed.getProducerConfigs(ANY_CLIENT));
        consumer = ClientSettings.consumer(
                "kafka.main.consumer.", parsed.getMainConsumerConfigs(ANY_CLIENT, ANY_CLIENT, 0));
        gatewayProducer =
                ClientSettings.producer("kafka.gateway.producer.", config.client(MillraceConfig.GATEWAY_PRODUCER));
    }

    /** Throws {@link org.apache.kafka.common.config.ConfigException} naming every contradiction with its keys. */
    public static Effective of(MillraceConfig config) {
        Effective effective = new Effective(config);
        Invariants.require(effective);
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

    /** Of whoever sends events. */
    public ClientSettings gatewayProducer() {
        return gatewayProducer;
    }

    public MillraceConfig config() {
        return config;
    }

    /** For {@link org.apache.kafka.streams.KafkaStreams}; a copy. */
    public Properties streams() {
        Properties copy = new Properties();
        copy.putAll(streams);
        return copy;
    }
}
