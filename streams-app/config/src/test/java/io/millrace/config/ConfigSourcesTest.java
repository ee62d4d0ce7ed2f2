// SPDX-License-Identifier: Apache-2.0
package io.millrace.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigSourcesTest {
    private static final Map<String, String> NONE = Map.of();

    @TempDir
    private Path folder;

    @Test
    void shouldLetTheEnvironmentWinOverTheFileAndTheCommandLineOverBoth() {
        Map<String, String> file = Map.of("http.port", "1", "http.host", "file", "state.dir", "file");
        Map<String, String> environment = Map.of("MILLRACE_HTTP_PORT", "2", "MILLRACE_HTTP_HOST", "environment");
        Map<String, String> commandLine = Map.of("http.port", "3");

        Map<String, String> settings = ConfigSources.layered(file, environment, commandLine);

        assertThat(settings).isEqualTo(Map.of("http.port", "3", "http.host", "environment", "state.dir", "file"));
    }

    @Test
    void shouldFindPipelineNamesWithDashesAndUnderscoresInTheEnvironment() {
        Map<String, String> environment = Map.of(
                "MILLRACE_PIPELINES", "web-clicks,App_Logs",
                "MILLRACE_PIPELINES_WEB_CLICKS_MAX_AGE_MS", "11",
                "MILLRACE_PIPELINES_APP_LOGS_SOURCE_TOPIC", "in",
                "MILLRACE_S3_SECRET_ACCESS_KEY", "secret");

        Map<String, String> settings = ConfigSources.layered(NONE, environment, NONE);

        assertThat(settings)
                .isEqualTo(Map.of(
                        "pipelines", "web-clicks,App_Logs",
                        "pipelines.web-clicks.max.age.ms", "11",
                        "pipelines.App_Logs.source.topic", "in",
                        "s3.secret.access.key", "secret"));
    }

    @Test
    void shouldLookForThePipelinesThatTheCommandLineLists() {
        Map<String, String> file = Map.of("pipelines", "clicks");
        Map<String, String> environment = Map.of("MILLRACE_PIPELINES_LOGS_FORMAT", "JSON");

        Map<String, String> settings = ConfigSources.layered(file, environment, Map.of("pipelines", "clicks,logs"));

        assertThat(settings).containsEntry("pipelines.logs.format", "JSON");
    }

    @Test
    void shouldTakeKafkasAndTheProvidersKeysFromTheEnvironment() {
        Map<String, String> environment = Map.of(
                "MILLRACE_KAFKA_CONSUMER_MAX_POLL_RECORDS", "5",
                "MILLRACE_CONFIG_PROVIDERS", "file",
                "MILLRACE_CONFIG_PROVIDERS_FILE_PARAM_ALLOWED_PATHS", "/etc");

        Map<String, String> settings = ConfigSources.layered(NONE, environment, NONE);

        assertThat(settings)
                .isEqualTo(Map.of(
                        "kafka.consumer.max.poll.records", "5",
                        "config.providers", "file",
                        "config.providers.file.param.allowed.paths", "/etc"));
    }

    @Test
    void shouldLeaveVariablesOfOthersAlone() {
        Map<String, String> environment = Map.of("MILLRACE_SERVICE_HOST", "10.0.0.1", "PATH", "/bin", "http.port", "9");

        assertThat(ConfigSources.layered(NONE, environment, NONE)).isEmpty();
    }

    @Test
    void shouldRefuseAVariableThatSetsNothingOfAPipeline() {
        Map<String, String> environment = Map.of("MILLRACE_PIPELINES_CLICKS_WINDOWS_MS", "1");

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> ConfigSources.layered(Map.of("pipelines", "clicks"), environment, NONE))
                .withMessageContaining("MILLRACE_PIPELINES_CLICKS_WINDOWS_MS")
                .withMessageContaining("MILLRACE_PIPELINES_CLICKS_WINDOW_MS");
    }

    @Test
    void shouldRefuseAVariableThatMayMeanTwoPipelines() {
        Map<String, String> environment = Map.of("MILLRACE_PIPELINES_MY_APP_FORMAT", "JSON");

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> ConfigSources.layered(Map.of("pipelines", "my-app,my_app"), environment, NONE))
                .withMessageContaining("MILLRACE_PIPELINES_MY_APP_FORMAT")
                .withMessageContaining("pipelines.my-app.format")
                .withMessageContaining("pipelines.my_app.format");
    }

    @Test
    void shouldFindEveryDeclaredKeyInTheEnvironment() {
        Map<String, String> environment = new HashMap<>();
        Map<String, String> expected = new HashMap<>();
        for (String key : Keys.of(Map.of("web-clicks", List.of())).names()) {
            String value = key.equals("pipelines") ? "web-clicks" : key;
            environment.put(Environment.variable(key), value);
            expected.put(key, value);
        }

        assertThat(ConfigSources.layered(NONE, environment, NONE)).isEqualTo(expected);
    }

    @Test
    void shouldReadAFileInUtf8() throws IOException {
        Path file = folder.resolve("millrace.properties");
        Files.writeString(file, "# comment\npipelines = clicks \npipelines.clicks.timestamp.field=größe\n");

        assertThat(ConfigSources.read(file))
                .isEqualTo(Map.of("pipelines", "clicks", "pipelines.clicks.timestamp.field", "größe"));
    }

    @Test
    void shouldPassOverAByteOrderMark() throws IOException {
        Path file =
                Files.writeString(folder.resolve("windows.properties"), "\uFEFFpipelines=clicks\r\nhttp.port=1\r\n");

        assertThat(ConfigSources.read(file)).isEqualTo(Map.of("pipelines", "clicks", "http.port", "1"));
    }

    @Test
    void shouldSayThatAFileIsNotInUtf8() throws IOException {
        Path file = Files.writeString(folder.resolve("utf16.properties"), "pipelines=a", StandardCharsets.UTF_16);

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> ConfigSources.read(file))
                .withMessage("Cannot read the configuration file " + file + ": it is not in UTF-8");
    }

    @Test
    void shouldNameTheFileThatCannotBeRead() throws IOException {
        Path latin = Files.write(folder.resolve("latin.properties"), new byte[] {'a', '=', (byte) 0xE4});
        Path damaged = Files.writeString(folder.resolve("damaged.properties"), "a=\\u00");

        for (Path file : new Path[] {folder.resolve("gone"), folder, latin, damaged}) {
            assertThatExceptionOfType(ConfigException.class)
                    .isThrownBy(() -> ConfigSources.read(file))
                    .withMessageContaining(file.toString());
        }
    }
}
