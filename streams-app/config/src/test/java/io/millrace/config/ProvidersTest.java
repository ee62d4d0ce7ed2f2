// SPDX-License-Identifier: Apache-2.0
package io.millrace.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.provider.EnvVarConfigProvider;
import org.apache.kafka.common.config.provider.FileConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProvidersTest {
    @TempDir
    private Path folder;

    private Path secrets;
    private final Map<String, String> settings = new HashMap<>();

    @BeforeEach
    void secretsInAFile() throws IOException {
        secrets = folder.resolve("secrets.properties");
        Files.writeString(secrets, "password=swordfish\nport=1234\nodd=a${env:PATH}b\n");
        settings.put("config.providers", "file,env");
        settings.put("config.providers.file.class", FileConfigProvider.class.getName());
        settings.put("config.providers.env.class", EnvVarConfigProvider.class.getName());
    }

    private String inFile(String key) {
        return "${file:" + secrets + ":" + key + "}";
    }

    @Test
    void shouldTakeASecretFromAFile() {
        settings.put("s3.access.key.id", "AKIA");
        settings.put("s3.secret.access.key", inFile("password"));
        settings.put("http.port", inFile("port"));

        MillraceConfig config = MillraceConfig.of(settings);

        assertThat(config.objectStore().secretAccessKey().value()).isEqualTo("swordfish");
        assertThat(config.http().port()).isEqualTo(1234);
        assertThat(config + " " + config.objectStore()).doesNotContain("swordfish");
    }

    @Test
    void shouldTakeAPartOfAValueFromTheEnvironment() {
        settings.put("kafka.sasl.jaas.config", "module password=\"${env:PATH}\";");

        Map<String, Object> kafka = MillraceConfig.of(settings).kafka();

        assertThat(kafka).containsEntry("sasl.jaas.config", "module password=\"" + System.getenv("PATH") + "\";");
    }

    @Test
    void shouldTakeASecretAsItIsEvenIfItLooksLikeAReference() {
        settings.put("kafka.ssl.key.password", inFile("odd"));

        assertThat(MillraceConfig.of(settings).kafka()).containsEntry("ssl.key.password", "a${env:PATH}b");
    }

    @Test
    void shouldKeepTheProvidersFromTheClients() {
        assertThat(MillraceConfig.of(settings).client("admin")).containsOnlyKeys("bootstrap.servers");
    }

    @Test
    void shouldStopAtAReferenceThatFindsNothing() {
        settings.put("kafka.ssl.key.password", inFile("pasword"));

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> MillraceConfig.of(settings))
                .withMessageContaining("kafka.ssl.key.password")
                .withMessageContaining(inFile("pasword"));
    }

    @Test
    void shouldStopAtAReferenceToAProviderThatIsNotThere() {
        Map<String, String> without = Map.of("kafka.ssl.key.password", "${vault:secret:key}");

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> MillraceConfig.of(without))
                .withMessageContaining("kafka.ssl.key.password")
                .withMessageContaining("${vault:secret:key}")
                .withMessageContaining("config.providers");
    }

    @Test
    void shouldStopWhenTheFileIsNotThere() {
        settings.put("kafka.ssl.key.password", "${file:" + folder.resolve("gone") + ":password}");

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> MillraceConfig.of(settings))
                .withMessageContaining("gone");
    }
}
