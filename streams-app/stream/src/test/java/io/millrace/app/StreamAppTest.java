// SPDX-License-Identifier: Apache-2.0
package io.millrace.app;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.millrace.admin.SwitchRefusedException;
import io.millrace.config.MillraceConfig;
import io.millrace.pipeline.start.StartException;
import io.millrace.profile.Profile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamAppTest {
    @TempDir
    private Path folder;

    private Map<String, String> clicks() {
        Map<String, String> settings = new HashMap<>();
        settings.put("pipelines", "clicks");
        settings.put("state.dir", folder.resolve("state").toString());
        settings.put("http.port", "0");
        settings.put("start.timeout.ms", "1000");
        return settings;
    }

    private static void assertRefused(Map<String, String> settings, String reason) {
        StreamApp app = new StreamApp(MillraceConfig.of(settings));

        assertThatExceptionOfType(StartException.class)
                .isThrownBy(app::start)
                .withMessageContaining(reason)
                .withMessageNotContaining("\n");
    }

    @Test
    void shouldRefuseToStartWithoutAPipeline() {
        assertRefused(Map.of(), "No pipeline");
    }

    @Test
    void shouldNotBeStuckInASwitchThatCannotBegin() {
        StreamApp app = new StreamApp(MillraceConfig.of(clicks()));
        // Kafka's client finds no login module, and says so in its own way.
        Profile unfit = Profile.of("unfit", Map.of("kafka.security.protocol", "SASL_PLAINTEXT"));

        for (int attempt = 0; attempt < 2; attempt++) {
            assertThatExceptionOfType(SwitchRefusedException.class)
                    .isThrownBy(() -> app.switchTo(unfit))
                    .withMessageNotContaining("already");
        }
    }

    @Test
    void shouldRefuseToStartWithoutAStateFolder() throws IOException {
        Map<String, String> settings = clicks();
        settings.put("state.dir", Files.createFile(folder.resolve("file")).toString());

        assertRefused(settings, "state.dir");
    }

    @Test
    void shouldRefuseToStartOnAPortInUse() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Map<String, String> settings = clicks();
            settings.put("http.port", Integer.toString(other.getLocalPort()));

            assertRefused(settings, "http.port");
        }
    }

    @Test
    void shouldRefuseToStartWithoutACluster() throws IOException {
        int free;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            free = closed.getLocalPort();
        }
        Map<String, String> settings = clicks();
        settings.put("bootstrap.servers", "127.0.0.1:" + free);

        assertRefused(settings, "127.0.0.1:" + free);
    }

    @Test
    void shouldRefuseAContradictionBeforeAnythingStarts() {
        Map<String, String> settings = clicks();
        settings.put("kafka.group.protocol", "streams");
        MillraceConfig config = MillraceConfig.of(settings);

        assertThatExceptionOfType(ConfigException.class).isThrownBy(() -> new StreamApp(config));
    }
}
