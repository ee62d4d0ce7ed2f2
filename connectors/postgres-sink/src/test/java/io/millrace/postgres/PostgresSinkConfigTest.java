// SPDX-License-Identifier: Apache-2.0
package io.millrace.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.postgres.table.TableName;
import io.millrace.sink.ConfigTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.sink.SinkConnector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresSinkConfigTest {
    private static Map<String, String> props(Map<String, String> extra) {
        Map<String, String> props = new HashMap<>(Map.of(
                "name", "lake",
                "topics", "clicks.batches",
                "postgres.url", "jdbc:postgresql://db/lake",
                "postgres.user", "sink",
                "dead.letter.bootstrap.servers", "k:9092"));
        props.putAll(extra);
        return props;
    }

    @ParameterizedTest
    @CsvSource({
        "postgres.table,         a.b.c,     table or schema.table",
        "postgres.table,         {topic},   table or schema.table",
        "postgres.table,         a.,        table or schema.table",
        "postgres.table.mode,    maybe,     'create, check, off'",
        "postgres.columns,       avro,      'schema, json'",
        "postgres.event.key,     varchar,   'none, bytea, text'",
        "postgres.ledger.table,  {pipeline}, one for all pipelines",
        "postgres.ledger.retention.ms, -2,  at least -1",
        "postgres.connect.timeout.ms, 1,    at least 250",
        "postgres.lock.timeout.ms, 0,       at least 100",
        "max.in.flight,          0,         at least 1",
    })
    void shouldNameKeyValueAndRangeOfABadValue(String key, String value, String range) {
        assertThatThrownBy(() -> new PostgresSinkConfig(props(Map.of(key, value))))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(key)
                .hasMessageContaining(value)
                .hasMessageContaining(range);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "db",
                "jdbc:mysql://db/lake",
                "jdbc:postgresql://db/lake?user=u&password=hush-hush",
                "jdbc:postgresql://db:port/lake"
            })
    void shouldRefuseAUrlWithoutQuotingIt(String url) {
        assertThatThrownBy(() -> new PostgresSinkConfig(props(Map.of("postgres.url", url))))
                .isInstanceOf(ConfigException.class)
                .hasMessageContainingAll("postgres.url", "jdbc:postgresql://host:port/database")
                .hasMessageNotContaining("hush-hush");
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgres.url", "postgres.user", "dead.letter.bootstrap.servers"})
    void shouldInsistOnWhatHasNoDefault(String key) {
        Map<String, String> props = props(Map.of());
        props.remove(key);

        assertThatThrownBy(() -> new PostgresSinkConfig(props))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(key);
    }

    @ParameterizedTest
    @CsvSource({
        "{pipeline},        web.clicks, '\"web.clicks\"'",
        "raw.{pipeline}_v1, clicks,     '\"raw\".\"clicks_v1\"'",
        "{pipeline}.events, clicks,     '\"clicks\".\"events\"'",
        "Orders,            clicks,     '\"Orders\"'",
        "'a\"b',            clicks,     '\"a\"\"b\"'",
    })
    void shouldNameTablesAfterPipelines(String template, String pipeline, String quoted) {
        assertThat(TableName.of(template, pipeline).quoted()).isEqualTo(quoted);
    }

    @Test
    void shouldBeDocumented() throws Exception {
        ConfigTable.assertCurrent(
                "connectors/postgres-sink/CONFIG.md", "PostgreSQL sink", PostgresSinkConfig.DEFINITION);
    }

    @Test
    void shouldNeverPrintTheSecret() {
        PostgresSinkConfig config = new PostgresSinkConfig(props(Map.of("postgres.password", "hush-hush")));

        assertThat(config.values().toString()).doesNotContain("hush-hush");
        assertThat(PostgresPlace.of(config)).hasToString("the database lake at db:5432");
    }

    /** What Connect is asked for before it makes a connector, and what the connector does when it is made all the same. */
    @ParameterizedTest
    @CsvSource({
        "value.converter,  org.apache.kafka.connect.json.JsonConverter, ByteArrayConverter",
        "errors.tolerance, all,                                        none",
        "topics,           'clicks.batches,clicks.dlq',                clicks.dlq",
        "postgres.table,   'a{',                                       table or schema.table",
    })
    void shouldRefuseAtValidationAndAtTheStart(String key, String value, String saying) {
        Map<String, String> props = props(Map.of(key, value));
        PostgresSinkConnector connector = new PostgresSinkConnector();

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
    void shouldRefuseCombinationsAtValidationAndAtTheStart() {
        Map<String, String> upserts = props(Map.of("postgres.upsert.by", "id", "postgres.columns", "json"));
        Map<String, String> oneTable = props(Map.of("postgres.table", "all", "topics", "a.batches,b.batches"));

        for (Map<String, String> props : List.of(upserts, oneTable)) {
            assertThat(new PostgresSinkConnector().validate(props).configValues())
                    .anySatisfy(shown -> assertThat(shown.errorMessages()).isNotEmpty());
            assertThatThrownBy(() -> new PostgresSinkConnector().start(props)).isInstanceOf(ConfigException.class);
        }
    }

    @Test
    void shouldBeFoundByConnectAndNumberItsTasks() {
        SinkConnector connector = ServiceLoader.load(SinkConnector.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(PostgresSinkConnector.class::isInstance)
                .findFirst()
                .orElseThrow();

        connector.start(props(Map.of()));

        assertThat(connector.taskClass()).isEqualTo(PostgresSinkTask.class);
        assertThat(connector.taskConfigs(2))
                .containsExactly(props(Map.of("millrace.task", "0")), props(Map.of("millrace.task", "1")));
    }
}
