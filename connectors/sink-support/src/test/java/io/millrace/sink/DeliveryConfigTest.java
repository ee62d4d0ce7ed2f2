// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveryConfigTest {
    private static DeliveryConfig parse(Map<String, String> extra) {
        Map<String, String> props = new HashMap<>(Map.of("name", "lake", "dead.letter.bootstrap.servers", "k:9092"));
        props.putAll(extra);
        return DeliveryConfig.of(new AbstractConfig(DeliveryConfig.addTo(new ConfigDef()), props, false));
    }

    @Test
    void shouldHandClientSettingsToTheProducerAndKeepItSafe() {
        DeliveryConfig config = parse(Map.of(
                "dead.letter.security.protocol", "SSL", "dead.letter.acks", "1", "dead.letter.topic", "all.dlq"));

        assertThat(config.sink()).isEqualTo("lake");
        assertThat(config.deadLetterTopic()).isEqualTo("all.dlq");
        assertThat(config.deadLetterClient())
                .containsEntry("bootstrap.servers", "k:9092")
                .containsEntry("security.protocol", "SSL")
                .containsEntry("acks", "all")
                .containsEntry("enable.idempotence", true)
                .containsEntry("delivery.timeout.ms", Integer.MAX_VALUE)
                .doesNotContainKey("topic");
    }

    @Test
    void shouldCompressDeadLettersUnlessToldOtherwise() {
        assertThat(parse(Map.of()).deadLetterClient()).containsEntry("compression.type", "zstd");
        assertThat(parse(Map.of("dead.letter.compression.type", "lz4")).deadLetterClient())
                .containsEntry("compression.type", "lz4");
    }

    @Test
    void shouldExpectTheDeadLetterTopicsThatTheConfigurationTells() {
        Map<String, String> topics = Map.of("topics", "clicks.batches, foo-out");
        assertThat(parse(topics).expectedDeadLetterTopics()).containsExactly("clicks.dlq", "foo-out.dlq");
        assertThat(parse(Map.of("topics", "foo-out", "dead.letter.topic", "all.dlq"))
                        .expectedDeadLetterTopics())
                .containsExactly("all.dlq");
        assertThat(parse(Map.of("topics.regex", ".*\\.batches")).expectedDeadLetterTopics())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "io.millrace.s3.S3SinkConnector, s3",
        "S3SinkConnector, s3",
        "S3Sink, s3",
        "io.millrace.opensearch.OpenSearchSinkConnector, opensearch",
        "OpenSearchSink, opensearch",
        "PostgresSinkConnector, postgres",
        "PostgresSink, postgres",
    })
    void shouldTellTheKindOfSinkByEachNameThatConnectTakes(String connectorClass, String kind) {
        assertThat(parse(Map.of("connector.class", connectorClass)).sinkType()).isEqualTo(kind);
    }

    @Test
    void shouldWaitLongerAndLongerByDefault() {
        DeliveryConfig config = parse(Map.of());

        assertThat(config.maxInFlight()).isEqualTo(8);
        assertThat(config.firstBackoff()).isEqualTo(Duration.ofMillis(100));
        assertThat(config.longestBackoff()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void shouldNameKeyValueAndRangeOfABadValue() {
        assertThatThrownBy(() -> parse(Map.of("max.in.flight", "0")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("max.in.flight")
                .hasMessageContaining("0")
                .hasMessageContaining("at least 1");
    }
}
