// SPDX-License-Identifier: Apache-2.0
package io.millrace.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.local.process.ChildProcess;
import io.millrace.local.process.JavaProgram;
import io.millrace.local.process.Lifetime;
import io.millrace.local.process.Site;
import io.millrace.local.process.Trees;
import io.millrace.local.server.StackPorts;
import io.millrace.local.stack.Plan;
import io.millrace.local.stack.StreamPorts;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The commands that look after a stack, with a JVM that does nothing in the place of a server. */
class StackCommandsTest {
    private static final String HOME = "millrace.home";

    @TempDir
    private Path folder;

    private String home;
    private UpFolder up;
    private ChildProcess server;

    private record Result(int exitCode, String output) {}

    @BeforeEach
    void startAServer() {
        home = System.setProperty(HOME, folder.toString());
        up = UpFolder.ofProject();
        server = new ChildProcess("kafka", new Site(up.folder(), Lifetime.DETACHED));
        server.start(new JavaProgram(
                System.getProperty("java.class.path"), Waits.class.getName(), List.of("-Xmx32m"), List.of()));
        await().untilAsserted(() -> assertThat(server.logFile()).content().contains("waiting"));
        up.save(Plan.of(
                StackPorts.free(1),
                List.of(StreamPorts.free()),
                List.of(),
                Map.of("pipelines", "web", "pipelines.web.format", "JSON")));
    }

    @AfterEach
    void stop() {
        server.close();
        System.setProperty(HOME, home);
    }

    @ParameterizedTest
    @ValueSource(strings = {"run/places.properties", "millrace.properties"})
    void shouldShowAndStopWhatRunsWhenAStateFileIsEmpty(String file) throws IOException {
        // Given
        Path path = Files.writeString(up.folder().resolve(file), "");

        // When
        Result status = run(new StatusCommand());
        Result json = run(new StatusCommand(), "--json");
        Result again = run(new UpCommand());
        Result down = run(new DownCommand());

        // Then
        assertThat(status.exitCode()).isOne();
        assertThat(status.output()).contains("kafka", "running", "millrace down");
        JsonNode told = new ObjectMapper().readTree(json.output());
        assertThat(told.at("/components/kafka/state").asText()).isEqualTo("running");
        assertThat(told.get("problem").asText()).contains("millrace down");
        assertThat(again.exitCode()).isOne();
        assertThat(again.output()).startsWith("UnusablePlanException").contains("millrace down");
        assertThat(down).isEqualTo(new Result(0, "Stopping kafka ...\nStopped.\n"));
        assertThat(server.isAlive()).isFalse();
        assertThat(path).doesNotExist();
    }

    @Test
    void shouldStopWhatRunsWhenEveryFileIsGone() {
        // Given
        Trees.delete(up.folder());

        // When
        Result status = run(new StatusCommand());
        Result down = run(new DownCommand());

        // Then
        assertThat(status.exitCode()).isOne();
        assertThat(status.output()).contains("kafka", "no longer known");
        assertThat(down.output()).isEqualTo("Stopping kafka ...\nStopped.\n");
        assertThat(server.isAlive()).isFalse();
    }

    private static Result run(Object command, String... arguments) {
        StringWriter output = new StringWriter();
        int exitCode = new CommandLine(command)
                .setOut(new PrintWriter(output, true))
                .setExecutionExceptionHandler((failure, line, parsed) -> {
                    line.getOut().println(failure.getClass().getSimpleName() + ": " + failure.getMessage());
                    return CommandLine.ExitCode.SOFTWARE;
                })
                .execute(arguments);
        return new Result(exitCode, output.toString());
    }
}
