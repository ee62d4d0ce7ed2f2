// SPDX-License-Identifier: Apache-2.0
package io.millrace.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.local.server.StackPorts;
import io.millrace.local.stack.GatewayPorts;
import io.millrace.local.stack.Plan;
import io.millrace.local.stack.StreamPorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is left of an {@code up} after a full disk, a crash or a careless hand. */
class UpFolderTest {
    @TempDir
    private Path folder;

    private Path profile;
    private Path places;
    private UpFolder up;

    @BeforeEach
    void save() throws IOException {
        profile = Files.writeString(folder.resolve("mine.properties"), "extend=latency\n");
        up = new UpFolder(folder.resolve("up"));
        places = up.folder().resolve("run").resolve("places.properties");
        up.save(Plan.of(
                StackPorts.standard(3),
                List.of(new StreamPorts(8090, 8190), new StreamPorts(8091, 8191)),
                List.of(new GatewayPorts(8088, 8290, 8390)),
                List.of("orders=avro"),
                Map.of(
                        "pipelines", "web,orders",
                        "pipelines.web.format", "JSON",
                        "pipelines.orders.format", "AVRO",
                        "profile", profile.toString())));
    }

    @Test
    void shouldRefuseAPlanThatWasCutAnywhere() throws IOException {
        for (Path file : List.of(places, up.settings())) {
            String whole = Files.readString(file);
            for (int length = 0; length < whole.length() - 1; length++) {
                // When
                Files.writeString(file, whole.substring(0, length));

                // Then
                assertUnusableOrWhole(whole.substring(0, length));
            }
            Files.writeString(file, whole);
        }
        assertThat(up.plan()).isPresent();
    }

    /** A number or word at the very end may have lost its own end: nobody can see that. */
    private void assertUnusableOrWhole(String text) {
        try {
            assertThat(up.plan()).as(text).isPresent();
        } catch (UnusablePlanException e) {
            assertThat(e).hasMessageContaining("millrace down");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kafka.ports",
                "controller.ports",
                "registry.port",
                "s3.port",
                "connect.port",
                "http.ports",
                "admin.ports",
                "gateway.ports",
                "gateway.http.ports",
                "gateway.admin.ports",
                "object.format.web"
            })
    void shouldMissEveryKey(String key) throws IOException {
        // When
        List<String> lines = Files.readAllLines(places);
        assertThat(lines.removeIf(line -> line.startsWith(key + "="))).isTrue();
        Files.write(places, lines);

        // Then
        assertThatThrownBy(up::plan).isInstanceOf(UnusablePlanException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "65536", "9092,", "1,2", "x", "-1", "99999999999"})
    void shouldRefusePortsThatAreNone(String value) throws IOException {
        // When
        Files.writeString(places, Files.readString(places).replaceFirst("s3.port=.*", "s3.port=" + value));

        // Then
        assertThatThrownBy(up::plan).isInstanceOf(UnusablePlanException.class).hasMessageContaining("s3.port");
    }

    @Test
    void shouldDoWithoutAGateway() {
        // Given
        Plan plan = Plan.of(
                StackPorts.standard(1),
                List.of(new StreamPorts(8090, 8190)),
                List.of(),
                Map.of("pipelines", "web", "pipelines.web.format", "JSON"));

        // When
        up.save(plan);

        // Then
        assertThat(up.plan()).contains(plan);
    }

    @Test
    void shouldRefuseHalfAPlan() throws IOException {
        // When
        Files.delete(up.settings());

        // Then
        assertThatThrownBy(up::plan)
                .isInstanceOf(UnusablePlanException.class)
                .hasMessageContaining(up.settings() + ": there is no such file");
    }

    @Test
    void shouldSayWhichProfileIsGone() throws IOException {
        // When
        Files.delete(profile);

        // Then
        assertThatThrownBy(up::plan)
                .isInstanceOf(UnusablePlanException.class)
                .hasMessageContaining(profile + ": there is no such file");
    }
}
