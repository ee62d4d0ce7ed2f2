package io.millrace.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CommandsTest {
    private final PrintStream stderr = System.err;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @BeforeEach
    void listen() {
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void stopListening() {
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
}
