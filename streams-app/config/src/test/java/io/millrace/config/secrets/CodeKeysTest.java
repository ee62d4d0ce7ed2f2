// SPDX-License-Identifier: Apache-2.0
package io.millrace.config.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.millrace.config.MillraceConfig;
import io.millrace.profile.Profile;
import io.millrace.profile.Profiles;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodeKeysTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "kafka.producer.interceptor.classes",
                "kafka.interceptor.classes",
                "kafka.sasl.jaas.config",
                "kafka.sasl.login.callback.handler.class",
                "kafka.consumer.sasl.login.class",
                "kafka.metric.reporters",
                "kafka.security.providers",
                "kafka.producer.partitioner.class",
                "kafka.partition.assignment.strategy",
                "kafka.consumer.key.deserializer",
                "kafka.default.key.serde",
                "kafka.rocksdb.config.setter",
                "kafka.default.client.supplier",
                "kafka.ssl.engine.factory.class",
                "kafka.sasl.kerberos.kinit.cmd",
                "kafka.admin.config.providers",
                "kafka.config.providers.file.class",
                "kafka.task.assignor.class",
                "kafka.production.exception.handler",
                "connectors.connector.class",
                "connectors.value.converter",
                "connectors.key.converter.schema.registry.url",
                "connectors.transforms",
                "connectors.transforms.x.type",
                "connectors.predicates.x.type",
                "connectors.consumer.override.interceptor.classes",
                "connectors.producer.override.sasl.jaas.config"
            })
    void shouldRefuseKeysThatDecideWhichCodeRuns(String key) {
        MillraceConfig config = MillraceConfig.of(Map.of());

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> config.with(Profile.of("evil", Map.of(key, "io.evil.Code"))))
                .withMessageContaining("The profile evil sets " + key)
                .withMessageContaining("profile.allow=" + key);
    }

    @Test
    void shouldLetThemThroughThatTheProcessItselfAllows() {
        MillraceConfig config = MillraceConfig.of(
                Map.of("profile.allow", "kafka.metric.reporters, kafka.producer.interceptor.classes"));

        assertThatCode(() -> config.with(Profile.of("mine", Map.of("kafka.producer.interceptor.classes", "mine.Code"))))
                .doesNotThrowAnyException();
    }

    @Test
    void shouldNotLetAProfileAllowItself() {
        MillraceConfig config = MillraceConfig.of(Map.of());

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> config.with(Profile.of(
                        "evil", Map.of("profile.allow", "kafka.metric.reporters", "kafka.metric.reporters", "x"))))
                .withMessageContaining("profile");
    }

    @Test
    void shouldTakeTheProcessesOwnKeysAndEveryShippedProfile() {
        assertThatCode(() -> MillraceConfig.of(Map.of("kafka.metric.reporters", "mine.Code")))
                .doesNotThrowAnyException();
        for (String profile : Profiles.SHIPPED) {
            assertThat(Profiles.named(profile).values().keySet()).noneMatch(CodeKeys::contains);
        }
    }
}
