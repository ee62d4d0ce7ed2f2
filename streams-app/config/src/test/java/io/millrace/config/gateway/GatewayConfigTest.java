// SPDX-License-Identifier: Apache-2.0
package io.millrace.config.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.config.MillraceConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class GatewayConfigTest {
    @Test
    void shouldSayWhichFieldOfAPipelineIsTheKey() {
        assertThat(config(Map.of("gateway.key.fields", "clicks:user, logs:host"))
                        .keyFields())
                .isEqualTo(Map.of("clicks", "user", "logs", "host"));
    }

    @Test
    void shouldRefuseSettingsThatContradictEachOther() {
        for (Map.Entry<Map<String, String>, List<String>> refused : Map.of(
                        Map.of("gateway.key.fields", "clicks"),
                        List.of("gateway.key.fields", "pipeline:field"),
                        Map.of("gateway.key.fields", "clicks:a,clicks:b"),
                        List.of("gateway.key.fields", "has a field already"),
                        Map.of("gateway.key.fields", "orders:a"),
                        List.of("gateway.key.fields", "orders", "no such pipeline"),
                        Map.of("gateway.otlp.logs", "orders"),
                        List.of("gateway.otlp.logs", "orders", "no such pipeline"),
                        Map.of("gateway.otlp.logs", "logs", "gateway.request.max.bytes", "20000000"),
                        List.of("twice, for gateway.otlp.logs", "gateway.admission.max.bytes=67108864"),
                        Map.of("gateway.request.max.items", "500000"),
                        List.of("gateway.request.max.items=500000", "gateway.admission.max.bytes=67108864"),
                        Map.of("gateway.tls.client.auth", "need"),
                        List.of("gateway.tls.client.auth", "gateway.tls.keystore"),
                        Map.of("gateway.jwt.jwks.url", "http://issuer/keys", "gateway.jwt.issuer", "i"),
                        List.of("gateway.jwt.audience", "gateway.clients.file"))
                .entrySet()) {
            assertThatThrownBy(() -> config(refused.getKey()))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContainingAll(refused.getValue().toArray(String[]::new));
        }
    }

    private static GatewayConfig config(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of("pipelines", "clicks,logs"));
        all.putAll(settings);
        return MillraceConfig.of(all).gateway();
    }
}
