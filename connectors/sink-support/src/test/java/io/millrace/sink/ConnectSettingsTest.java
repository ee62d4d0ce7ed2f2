// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectSettingsTest {
    private static final ConfigDef KEYS = DeliveryConfig.addTo(new ConfigDef());

    private static Map<String, String> settings(String... more) {
        Map<String, String> settings = new HashMap<>(
                Map.of("name", "lake", "topics", "clicks.batches", "dead.letter.bootstrap.servers", "k:9092"));
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return settings;
    }

    private static Map<String, String> pattern(String regex, String... more) {
        Map<String, String> settings = settings(more);
        settings.remove("topics");
        settings.put("topics.regex", regex);
        return settings;
    }

    private static void start(Map<String, String> settings) {
        DeliveryConfig.of(new AbstractConfig(KEYS, settings, false));
    }

    private static void assertRefused(Map<String, String> settings, String key, String... saying) {
        assertThatThrownBy(() -> start(settings))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(key)
                .hasMessageContainingAll(saying);
        Config judged = judged(settings);
        assertThat(judged.configValues())
                .filteredOn(value -> !value.errorMessages().isEmpty())
                .singleElement()
                .satisfies(value -> {
                    assertThat(value.name()).isEqualTo(key);
                    assertThat(value.errorMessages().get(0)).contains(saying);
                });
    }

    private static Config judged(Map<String, String> settings) {
        return ConnectSettings.judge(new Config(KEYS.validate(settings)), settings, start -> {}, "name");
    }

    private static void assertTaken(Map<String, String> settings) {
        assertThatCode(() -> start(settings)).doesNotThrowAnyException();
        assertThat(judged(settings).configValues())
                .flatExtracting(ConfigValue::errorMessages)
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"key.converter", "value.converter", "header.converter"})
    void shouldRefuseConvertersThatDoNotLeaveBytesAlone(String key) {
        assertRefused(
                settings(key, "org.apache.kafka.connect.storage.StringConverter"), key, "StringConverter", "ByteArray");
        assertTaken(settings(key, "org.apache.kafka.connect.converters.ByteArrayConverter"));
        assertTaken(settings(key, "ByteArrayConverter"));
    }

    @Test
    void shouldRefuseToTolerateErrors() {
        assertRefused(settings("errors.tolerance", "all"), "errors.tolerance", "must be none");
        assertTaken(settings("errors.tolerance", "none"));
    }

    @Test
    void shouldRefuseToReadItsOwnDeadLettersByName() {
        assertRefused(settings("topics", "clicks.batches,clicks.dlq"), "topics", "clicks.dlq", "dead.letter.topic");
        assertRefused(
                settings("topics", "clicks.batches", "dead.letter.topic", "clicks.batches"),
                "topics",
                "it includes clicks.batches");
        assertTaken(settings("topics", "clicks.batches,clicks.dlq", "dead.letter.topic", "all.dlq"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {".*", "clicks.*", "clicks\\..*", "(clicks|logs)\\..*", "[a-z]+\\.[a-z]+", "prod-.*", "team\\.c.*"
            })
    void shouldRefuseToReadItsOwnDeadLettersByPattern(String regex) {
        assertRefused(pattern(regex), "topics.regex", ".dlq");
    }

    @ParameterizedTest
    @CsvSource({
        ".*\\.batches, ''",
        "clicks\\.batches, ''",
        "(clicks|logs)\\.batches, ''",
        "prod-.*, all.dlq",
    })
    void shouldTakeAPatternThatNoDeadLetterMatches(String regex, String deadLetterTopic) {
        assertTaken(pattern(regex, "dead.letter.topic", deadLetterTopic));
    }

    @Test
    void shouldRefuseADeadLetterTopicThatThePatternMatches() {
        assertRefused(pattern("clicks.*", "dead.letter.topic", "clicks.dlq"), "topics.regex", "clicks.dlq", "clicks.*");
    }
}
