// SPDX-License-Identifier: Apache-2.0
package io.millrace.config.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "admin.token",
                "s3.secret.access.key",
                "kafka.sasl.jaas.config",
                "kafka.producer.ssl.key.password",
                "kafka.ssl.keystore.key",
                "kafka.ssl.keystore.certificate.chain",
                "kafka.consumer.ssl.truststore.certificates",
                "connectors.aws.secret.access.key",
                "connectors.consumer.override.sasl.jaas.config",
                "kafka.basic.auth.user.info",
                "kafka.basic.auth.credentials.source",
                "connectors.DB.PASSWORD",
                "kafka.sasl.oauthbearer.assertion.private.key.passphrase"
            })
    void shouldShowNoSecret(String key) {
        assertThat(Secrets.shown(key, "hunter2")).isEqualTo("[hidden]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bootstrap.servers",
                "kafka.producer.acks",
                "kafka.key.serializer",
                "s3.access.key.id",
                "topics.compression.type",
                "kafka.ssl.truststore.location"
            })
    void shouldShowWhatIsNone(String key) {
        assertThat(Secrets.shown(key, "value")).isEqualTo("value");
    }

    @Test
    void shouldHideWhoAsksInAnUrl() {
        assertThat(Secrets.shown("schema.registry.url", "http://me:hunter2@registry:8081/x"))
                .isEqualTo("http://registry:8081/x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://me:hun@ter2@host",
                "http://me:hun/ter2@host",
                "http://me:hun,ter2@host",
                "http://me:h ter2@host"
            })
    void shouldHidePasswordsThatNoUrlShouldHold(String url) {
        assertThat(Secrets.shown("connectors.schema.registry.url", url)).isEqualTo("http://host");
    }

    @Test
    void shouldHideSecretsInTheSentencesOfOthers() {
        assertThat(Secrets.hiddenIn(
                        "Bad JAAS: Plain required username=\"me\" password=\"hunter2\"; ssl.key.password=hunter2,"
                                + " at https://me:hunter2@here"))
                .doesNotContain("hunter2")
                .contains("username=\"me\"", "https://here");
        assertThat(Secrets.hiddenIn("The token is missing or wrong (admin.token)"))
                .isEqualTo("The token is missing or wrong (admin.token)");
    }
}
