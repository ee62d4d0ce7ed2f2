// SPDX-License-Identifier: Apache-2.0
package io.millrace.resolved;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.millrace.config.MillraceConfig;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamsSettingsTest {
    private static Properties of(Map<String, String> settings) {
        return StreamsSettings.of(MillraceConfig.of(settings));
    }

    @Test
    void shouldOptimizeNameEverythingExplicitlyAndUseTheClassicProtocol() {
        StreamsConfig streams = new StreamsConfig(of(Map.of()));

        assertThat(streams.getString(StreamsConfig.TOPOLOGY_OPTIMIZATION_CONFIG))
                .isEqualTo(StreamsConfig.OPTIMIZE);
        assertThat(streams.getBoolean(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG))
                .isTrue();
        assertThat(streams.getString(StreamsConfig.GROUP_PROTOCOL_CONFIG)).isEqualTo("classic");
    }

    @Test
    void shouldBeExactlyOnceWithACommitEverySecondByDefault() {
        StreamsConfig streams = new StreamsConfig(of(Map.of()));

        assertThat(streams.getString(StreamsConfig.PROCESSING_GUARANTEE_CONFIG)).isEqualTo("exactly_once_v2");
        assertThat(streams.getLong(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG)).isEqualTo(1_000);
        assertThat(streams.getString(StreamsConfig.APPLICATION_ID_CONFIG)).isEqualTo("millrace");
        assertThat(streams.getLong(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG))
                .isZero();
    }

    @Test
    void shouldGiveStreamsWhatTheProcessIsTold() {
        Properties settings = of(Map.of(
                "application.id", "web",
                "bootstrap.servers", "here:1",
                "processing.guarantee", "at_least_once",
                "commit.interval.ms", "250",
                "num.stream.threads", "3",
                "state.dir", "/elsewhere"));

        StreamsConfig streams = new StreamsConfig(settings);
        assertThat(streams.getString(StreamsConfig.APPLICATION_ID_CONFIG)).isEqualTo("web");
        assertThat(streams.getList(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG)).containsExactly("here:1");
        assertThat(streams.getString(StreamsConfig.PROCESSING_GUARANTEE_CONFIG)).isEqualTo("at_least_once");
        assertThat(streams.getLong(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG)).isEqualTo(250);
        assertThat(streams.getInt(StreamsConfig.NUM_STREAM_THREADS_CONFIG)).isEqualTo(3);
        assertThat(streams.getString(StreamsConfig.STATE_DIR_CONFIG)).isEqualTo("/elsewhere");
    }

    @Test
    void shouldHandOnWhatIsBehindKafka() {
        Properties settings = of(Map.of(
                "kafka.security.protocol", "SSL",
                "kafka.producer.linger.ms", "0",
                "kafka.consumer.max.poll.records", "17",
                "kafka.statestore.cache.max.bytes", "5"));

        StreamsConfig streams = new StreamsConfig(settings);
        assertThat(settings).containsEntry("security.protocol", "SSL");
        assertThat(streams.getProducerConfigs("client")).containsEntry("linger.ms", "0");
        assertThat(streams.getMainConsumerConfigs("group", "client", 0)).containsEntry("max.poll.records", "17");
        assertThat(streams.getLong(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG))
                .isEqualTo(5);
    }

    /** Kafka Streams compares without parsing, and its assignor parses what the consumer was told. */
    @Test
    void shouldGiveKafkaNothingToWarnOf() {
        Properties settings = of(Map.of("kafka.producer.enable.idempotence", "true"));

        StreamsConfig ofTheAssignor =
                new StreamsConfig(new StreamsConfig(settings).getMainConsumerConfigs("group", "client", 0));
        assertThat(settings).containsEntry("producer.enable.idempotence", true);
        assertThat(ofTheAssignor.getBoolean("processing.exception.handler.global.enabled"))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "application.id, other",
        "bootstrap.servers, there:2",
        "processing.guarantee, at_least_once",
        "commit.interval.ms, 30000",
        "num.stream.threads, 9",
        "state.dir, /tmp",
        "topology.optimization, none",
        "ensure.explicit.internal.resource.naming, false",
        "group.protocol, streams"
    })
    void shouldRefuseAContradictionBehindKafkaAndNameBothKeys(String key, String value) {
        MillraceConfig config = MillraceConfig.of(Map.of("kafka." + key, value));

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> StreamsSettings.of(config))
                .withMessageContaining("kafka." + key)
                .withMessageContaining(value)
                .withMessageContaining("Millrace needs " + key + "=");
    }

    @Test
    void shouldAcceptTheSameValueTwice() {
        Map<String, String> settings = new HashMap<>();
        settings.put("commit.interval.ms", "250");
        settings.put("kafka.commit.interval.ms", "250");
        settings.put("kafka.group.protocol", "classic");

        assertThatCode(() -> of(settings)).doesNotThrowAnyException();
    }

    @Test
    void shouldLeaveAWaitForTheRegistryRoomInTheTransaction() {
        MillraceConfig config = MillraceConfig.of(Map.of());

        Object timeout = new StreamsConfig(StreamsSettings.of(config))
                .getProducerConfigs("client")
                .get("transaction.timeout.ms");

        assertThat(((Number) timeout).longValue())
                .isGreaterThan(config.timeouts().registry().toMillis());
    }
}
