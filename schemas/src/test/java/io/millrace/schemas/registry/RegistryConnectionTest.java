// SPDX-License-Identifier: Apache-2.0
package io.millrace.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryConnectionTest {
    private static final String INT = "{\"schema\":\"\\\"int\\\"\"}";

    private static RegistryConnection connection(String urls, Map<String, String> settings) {
        ConfigDef keys = new ConfigDef();
        for (ConfigKey key : RegistryKeys.DEFINITION.configKeys().values()) {
            keys.define(
                    RegistryKeys.PREFIX + key.name,
                    key.type,
                    key.defaultValue,
                    key.validator,
                    key.importance,
                    key.documentation);
        }
        Map<String, String> prefixed = new HashMap<>();
        settings.forEach((key, value) -> prefixed.put(RegistryKeys.PREFIX + key, value));
        return RegistryConnection.of(List.of(urls.split(",")), new AbstractConfig(keys, prefixed, false));
    }

    private static String basic(String userInfo) {
        return "Basic " + Base64.getEncoder().encodeToString(userInfo.getBytes(StandardCharsets.UTF_8));
    }

    private static String sentTo(HttpRegistry registry, String url, Map<String, String> settings) throws Exception {
        registry.answering(1, 200, INT);
        SchemaLookup.avro(connection(url, settings).connect(), 1);
        return registry.authorizations().get(0);
    }

    @Test
    void shouldSendNoCredentialsThatItHasNot() throws Exception {
        try (HttpRegistry registry = HttpRegistry.plain()) {
            assertThat(sentTo(registry, registry.url(), Map.of())).isEqualTo("null");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "user:secret,user:secret",
        "us%40er:p%2Fw+%25,us@er:p/w+%",
        "user:50%,user:50%",
        "user:s@cret,user:s@cret"
    })
    void shouldSendTheUserInTheUrl(String written, String userInfo) throws Exception {
        try (HttpRegistry registry = HttpRegistry.plain()) {
            String url = registry.url().replace("//", "//" + written + '@');

            assertThat(sentTo(registry, url, Map.of())).isEqualTo(basic(userInfo));
            assertThat(connection(url, Map.of()).where()).isEqualTo(registry.url());
        }
    }

    @Test
    void shouldSendAUserThatIsConfigured() throws Exception {
        try (HttpRegistry registry = HttpRegistry.plain()) {
            assertThat(sentTo(
                            registry,
                            registry.url(),
                            Map.of(
                                    "basic.auth.credentials.source",
                                    "USER_INFO",
                                    "basic.auth.user.info",
                                    "user:secret")))
                    .isEqualTo(basic("user:secret"));
        }
    }

    @Test
    void shouldSendAToken() throws Exception {
        try (HttpRegistry registry = HttpRegistry.plain()) {
            assertThat(sentTo(
                            registry,
                            registry.url(),
                            Map.of("bearer.auth.credentials.source", "STATIC_TOKEN", "bearer.auth.token", "t0k3n")))
                    .isEqualTo("Bearer t0k3n");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "basic.auth.credentials.source=USER_INFO",
                "basic.auth.user.info=user:secret",
                "bearer.auth.credentials.source=STATIC_TOKEN",
                "bearer.auth.token=secret",
                "basic.auth.credentials.source=USER_INFO;basic.auth.user.info=user:secret;"
                        + "bearer.auth.credentials.source=STATIC_TOKEN;bearer.auth.token=secret"
            })
    void shouldRefuseHalfOrTwoWays(String settings) {
        Map<String, String> map = new HashMap<>();
        for (String setting : settings.split(";")) {
            map.put(setting.split("=")[0], setting.split("=")[1]);
        }

        assertThatThrownBy(() -> connection("http://registry", map))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("schema.registry.b")
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"registry:8081", "user:secret@registry", "ftp://user:secret@registry", "http://", "http://a b"})
    void shouldRefuseWhatIsNoUrlWithoutQuotingIt(String url) {
        assertThatThrownBy(() -> connection(url, Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("schema.registry.url")
                .hasMessageNotContaining("secret");
    }

    @Test
    void shouldTryTheNextAddress() throws Exception {
        try (HttpRegistry registry = HttpRegistry.plain()) {
            assertThat(sentTo(registry, "http://127.0.0.1:1," + registry.url(), Map.of()))
                    .isEqualTo("null");
        }
    }

    private static Map<String, String> tls() throws Exception {
        Map<String, String> settings = new HashMap<>(Map.of(
                "ssl.truststore.location", resource("trusts-registry.p12"),
                "ssl.truststore.password", "changeit",
                "ssl.truststore.type", "PKCS12",
                "ssl.keystore.location", resource("stream.p12"),
                "ssl.keystore.password", "changeit",
                "ssl.key.password", "changeit",
                "ssl.keystore.type", "PKCS12"));
        settings.put("basic.auth.credentials.source", "USER_INFO");
        settings.put("basic.auth.user.info", "user:secret");
        return settings;
    }

    private static String resource(String name) throws Exception {
        return Path.of(RegistryConnectionTest.class.getResource("/tls/" + name).toURI())
                .toString();
    }

    @Test
    void shouldShowItsCertificateToARegistryThatItKnows() throws Exception {
        try (HttpRegistry registry = HttpRegistry.mutualTls()) {
            assertThat(sentTo(registry, "https://localhost:" + registry.port(), tls()))
                    .isEqualTo(basic("user:secret"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ssl.truststore", "ssl.key"})
    void shouldNotTalkToOneThatItDoesNotKnowNorOneThatDoesNotKnowIt(String without) throws Exception {
        Map<String, String> settings = tls();
        settings.keySet().removeIf(key -> key.startsWith(without));
        try (HttpRegistry registry = HttpRegistry.mutualTls()) {
            assertThatThrownBy(() -> sentTo(registry, "https://localhost:" + registry.port(), settings))
                    .isInstanceOf(IOException.class);
            assertThat(registry.authorizations()).isEmpty();
        }
    }

    @Test
    void shouldCheckTheNameInTheCertificateUnlessToldNotTo() throws Exception {
        Map<String, String> settings = tls();
        try (HttpRegistry registry = HttpRegistry.mutualTls()) {
            String url = "https://127.0.0.1:" + registry.port();
            assertThatThrownBy(() -> sentTo(registry, url, settings)).isInstanceOf(IOException.class);
            settings.put("ssl.endpoint.identification.algorithm", "");

            assertThat(sentTo(registry, url, settings)).isEqualTo(basic("user:secret"));
        }
    }

    @Test
    void shouldSayWhyAStoreCannotBeRead() throws Exception {
        Map<String, String> settings = tls();
        settings.put("ssl.truststore.password", "secret");

        assertThatThrownBy(() -> connection("https://registry", settings).connect())
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("schema.registry.ssl.")
                .hasMessageNotContaining("secret");
    }
}
