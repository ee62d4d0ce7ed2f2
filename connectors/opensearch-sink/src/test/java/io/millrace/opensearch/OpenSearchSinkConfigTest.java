// SPDX-License-Identifier: Apache-2.0
package io.millrace.opensearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.sink.ConfigTable;
import java.util.Map;
import java.util.ServiceLoader;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.sink.SinkConnector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenSearchSinkConfigTest {
    private static Map<String, String> props(Map<String, String> extra) {
        Map<String, String> props = Sinks.props("http://o:9200");
        props.putAll(extra);
        return props;
    }

    @ParameterizedTest
    @CsvSource({
        "opensearch.urls,     o:9200,         http or https URL",
        "opensearch.urls,     '',             at least one",
        "opensearch.urls,     http://a_b:9200, host name of letters",
        "opensearch.index,    Logs,           lower case",
        "opensearch.index,    _logs,          not beginning",
        "opensearch.index,    'a,b',          lower case",
        "opensearch.index,    {day},          {pipeline}",
        "opensearch.write,    upsert,         external-version",
        "opensearch.mapping,  yes,            check",
        "opensearch.bulk.max.bytes, 100,      at least 1024",
        "opensearch.bulk.in.flight, 0,        at least 1",
        "opensearch.aws.service, s3,          aoss",
        "opensearch.user,     me,             opensearch.password",
        "max.in.flight,       0,              at least 1",
    })
    void shouldNameKeyValueAndRangeOfABadValue(String key, String value, String range) {
        assertThatThrownBy(() -> new OpenSearchSinkConfig(props(Map.of(key, value))))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(key)
                .hasMessageContaining(value)
                .hasMessageContaining(range);
    }

    @ParameterizedTest
    @CsvSource({"opensearch.urls", "dead.letter.bootstrap.servers"})
    void shouldInsistOnWhatHasNoDefault(String key) {
        Map<String, String> props = props(Map.of());
        props.remove(key);

        assertThatThrownBy(() -> new OpenSearchSinkConfig(props))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(key);
    }

    @Test
    void shouldNotShowAPasswordInAnAddress() {
        assertThatThrownBy(() -> new OpenSearchSinkConfig(props(Map.of("opensearch.urls", "http://me:hush@o:9200"))))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("set opensearch.user and opensearch.password")
                .hasMessageNotContaining("hush");
    }

    @Test
    void shouldCarryOneKindOfCredentials() {
        assertThatThrownBy(() -> new OpenSearchSinkConfig(
                        props(Map.of("opensearch.api.key", "k", "opensearch.aws.region", "r"))))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("Set one of");
    }

    @Test
    void shouldSayThatAStoreOfCertificatesCannotBeRead() {
        Map<String, String> props = props(Map.of(
                "opensearch.urls", "https://o:9200", "opensearch.ssl.truststore.location", "/nowhere/trust.jks"));

        assertThatThrownBy(() -> new OpenSearchSinkConfig(props).cluster())
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("opensearch.ssl.")
                .hasMessageContaining("/nowhere/trust.jks");
    }

    @Test
    void shouldBeDocumented() throws Exception {
        ConfigTable.assertCurrent(
                "connectors/opensearch-sink/CONFIG.md", "OpenSearch sink", OpenSearchSinkConfig.DEFINITION);
    }

    @Test
    void shouldNeverPrintTheSecret() {
        OpenSearchSinkConfig config =
                new OpenSearchSinkConfig(props(Map.of("opensearch.user", "A", "opensearch.password", "hush-hush")));

        assertThat(config.values().toString()).doesNotContain("hush-hush");
    }

    /** What Connect is asked for before it makes a connector, and what the connector does when it is made all the same. */
    @ParameterizedTest
    @CsvSource({
        "value.converter,  org.apache.kafka.connect.json.JsonConverter, ByteArrayConverter",
        "errors.tolerance, all,                                        none",
        "topics,           'clicks.batches,clicks.dlq',                clicks.dlq",
        "opensearch.user,  A,                                          opensearch.password",
    })
    void shouldRefuseAtValidationAndAtTheStart(String key, String value, String saying) {
        Map<String, String> props = props(Map.of(key, value));
        OpenSearchSinkConnector connector = new OpenSearchSinkConnector();

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
                .filter(OpenSearchSinkConnector.class::isInstance)
                .findFirst()
                .orElseThrow();

        connector.start(props(Map.of()));

        assertThat(connector.taskClass()).isEqualTo(OpenSearchSinkTask.class);
        assertThat(connector.taskConfigs(2))
                .containsExactly(props(Map.of("millrace.task", "0")), props(Map.of("millrace.task", "1")));
    }
}
