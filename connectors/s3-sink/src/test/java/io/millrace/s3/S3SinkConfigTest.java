// SPDX-License-Identifier: Apache-2.0
package io.millrace.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.sink.ConfigTable;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.sink.SinkConnector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class S3SinkConfigTest {
    private static Map<String, String> props(Map<String, String> extra) {
        Map<String, String> props = new HashMap<>(Map.of(
                "name",
                "lake",
                "s3.bucket",
                "b",
                "dead.letter.bootstrap.servers",
                "k:9092",
                "topics",
                "clicks.batches"));
        props.putAll(extra);
        return props;
    }

    @ParameterizedTest
    @CsvSource({
        "s3.format,          parquet, jsonl",
        "s3.compression.type, lz4,    gzip",
        "s3.compression.level, 10,    no more than 9",
        "s3.compression.zstd.level, 0, at least 1",
        "s3.prefix,          /raw,    doubled slash",
        "s3.prefix,          a//b,    doubled slash",
        "s3.endpoint,        s3:9000, http or https URL",
        "s3.endpoint,        http://s3/a b, http or https URL",
        "max.in.flight.bytes, 0,      at least 1",
        "max.in.flight,      0,       at least 1",
        "s3.path.style,      maybe,   either true or false",
        "s3.access.key.id,   A,       s3.secret.access.key",
    })
    void shouldNameKeyValueAndRangeOfABadValue(String key, String value, String range) {
        assertThatThrownBy(() -> new S3SinkConfig(props(Map.of(key, value))))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(key)
                .hasMessageContaining(value)
                .hasMessageContaining(range);
    }

    @ParameterizedTest
    @CsvSource({"s3.bucket", "dead.letter.bootstrap.servers"})
    void shouldInsistOnWhatHasNoDefault(String key) {
        Map<String, String> props = props(Map.of());
        props.remove(key);

        assertThatThrownBy(() -> new S3SinkConfig(props))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(key);
    }

    @Test
    void shouldGoToTheRegionsOwnEndpointByDefault() {
        assertThat(new S3SinkConfig(props(Map.of())).endpoint()).isNull();
        assertThat(new S3SinkConfig(props(Map.of("s3.endpoint", "http://localhost:9000"))).endpoint())
                .isEqualTo(URI.create("http://localhost:9000"));
    }

    @Test
    void shouldBeDocumented() throws Exception {
        ConfigTable.assertCurrent("connectors/s3-sink/CONFIG.md", "S3 sink", S3SinkConfig.DEFINITION);
    }

    @Test
    void shouldNeverPrintTheSecret() {
        S3SinkConfig config =
                new S3SinkConfig(props(Map.of("s3.access.key.id", "A", "s3.secret.access.key", "hush-hush")));

        assertThat(config.values().toString()).doesNotContain("hush-hush");
    }

    /** What Connect is asked for before it makes a connector, and what the connector does when it is made all the same. */
    @ParameterizedTest
    @CsvSource({
        "value.converter,  org.apache.kafka.connect.json.JsonConverter, ByteArrayConverter",
        "errors.tolerance, all,                                        none",
        "topics,           'clicks.batches,clicks.dlq',                clicks.dlq",
        "s3.access.key.id, A,                                          s3.secret.access.key",
    })
    void shouldRefuseAtValidationAndAtTheStart(String key, String value, String saying) {
        Map<String, String> props = props(Map.of(key, value));
        S3SinkConnector connector = new S3SinkConnector();

        assertThat(connector.validate(props).configValues())
                .filteredOn(shown -> !shown.errorMessages().isEmpty())
                .singleElement()
                .satisfies(shown -> {
                    assertThat(shown.name()).isEqualTo(key);
                    assertThat(shown.errorMessages().toString()).contains(saying);
                });
        assertThatThrownBy(() -> connector.start(props))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(saying);
    }

    @Test
    void shouldBeFoundByConnectAndNumberItsTasks() {
        SinkConnector connector = ServiceLoader.load(SinkConnector.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(S3SinkConnector.class::isInstance)
                .findFirst()
                .orElseThrow();

        connector.start(props(Map.of()));

        assertThat(connector.taskClass()).isEqualTo(S3SinkTask.class);
        assertThat(connector.taskConfigs(2))
                .containsExactly(props(Map.of("millrace.task", "0")), props(Map.of("millrace.task", "1")));
    }
}
