// SPDX-License-Identifier: Apache-2.0
package io.millrace.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CommandsTest {
    private final PrintStream stdout = System.out;
    private final PrintStream stderr = System.err;
    private final ByteArrayOutputStream told = new ByteArrayOutputStream();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @BeforeEach
    void listen() {
        System.setOut(new PrintStream(told, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void stopListening() {
        System.setOut(stdout);
        System.setErr(stderr);
    }

    private static int run(String... args) {
        return Commands.run(new StreamCommand(), args);
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Test
    void shouldExplainABadSettingInOneLineAndExitAsForBadUsage() {
        int exit = run("--set", "http.port=x");

        assertThat(exit).isEqualTo(2);
        assertThat(printed().lines())
                .singleElement()
                .satisfies(line -> assertThat(line).startsWith("stream: ").contains("http.port"));
    }

    @Test
    void shouldRefuseJsonOfAStreamThatRuns() {
        int exit = run("--json");

        assertThat(exit).isEqualTo(2);
        assertThat(printed()).startsWith("--json needs --check");
    }

    @Test
    void shouldExplainAMissingFileInOneLine() {
        int exit = run("--config", "gone.properties");

        assertThat(exit).isEqualTo(2);
        assertThat(printed().lines()).singleElement().satisfies(line -> assertThat(line)
                .contains("gone.properties"));
    }

    @Test
    void shouldExplainAStartThatMustNotHappenInOneLine() {
        int exit = run();

        assertThat(exit).isEqualTo(1);
        assertThat(printed().lines()).singleElement().satisfies(line -> assertThat(line)
                .startsWith("stream: No pipeline"));
    }

    @Test
    void shouldSayWhyKafkaMakesNoClient(@TempDir Path folder) {
        int exit = run(
                "--set",
                "pipelines=p",
                "--set",
                "http.port=0",
                "--set",
                "state.dir=" + folder,
                "--set",
                "bootstrap.servers=localhost:99999");

        assertThat(exit).isEqualTo(2);
        assertThat(printed().lines()).singleElement().satisfies(line -> assertThat(line)
                .contains("bootstrap.servers=localhost:99999", "Invalid port"));
    }

    @Test
    void shouldTellTheVersionOfEveryCommand() {
        CommandLine.Model.CommandSpec inner = CommandLine.Model.CommandSpec.create()
                .mixinStandardHelpOptions(true)
                .name("inner");
        CommandLine.Model.CommandSpec outer = CommandLine.Model.CommandSpec.create()
                .addSubcommand("middle", CommandLine.Model.CommandSpec.create().addSubcommand("inner", inner));

        int exit = Commands.run(outer, "middle", "inner", "--version");

        assertThat(exit).isZero();
        assertThat(told.toString(StandardCharsets.UTF_8)).matches("millrace \\d+\\.\\d+\\.\\d+\\S*\\R");
    }

    @Test
    void shouldAddTheCauseToWhatSomebodyElseCouldNotDo() {
        Object failing = CommandLine.Model.CommandSpec.wrapWithoutInspection((Callable<Integer>) () -> {
            throw new KafkaException(
                    "Failed to construct kafka producer",
                    new IllegalArgumentException("ssl.key.password=hunter2 is bad"));
        });

        int exit = Commands.run(failing);

        assertThat(exit).isEqualTo(1);
        assertThat(printed())
                .contains("Failed to construct kafka producer", "is bad")
                .doesNotContain("hunter2");
    }
}
