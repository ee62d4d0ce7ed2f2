// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.local.Main;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectFolderTest {
    private static final String HOME = "millrace.home";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"mill,race", "mill:race", "mill;race"})
    void shouldRefuseAFolderThatServersCannotBeTold(String name) {
        String home = System.setProperty(HOME, folder.resolve(name).toString());
        try {
            assertThatThrownBy(ProjectFolder::home)
                    .isInstanceOf(NothingToRunException.class)
                    .hasMessageContaining(name)
                    .hasMessageContaining("must not contain any of ,:; in its path");
        } finally {
            System.setProperty(HOME, home);
        }
    }

    @Test
    void shouldWorkInAFolderWithOtherLetters() throws Exception {
        assertThat(statusIn("mill race (ü) 水車", "C.UTF-8")).contains("Nothing is up");
    }

    @Test
    void shouldSayThatTheLocaleHasNoSuchLetters() throws Exception {
        assertThat(statusIn("mühle", "C")).contains("set LC_ALL=C.UTF-8").doesNotContain("Exception");
    }

    /** The shell passes the bytes of the name on, as our launcher does, whatever this process takes them for. */
    private String statusIn(String name, String locale) throws IOException, InterruptedException {
        Path script = Files.writeString(
                folder.resolve("status.sh"), """
                mkdir -p "$1/%s"
                exec "$2" -Xmx64m -Dmillrace.home="$1/%s" -cp "$3" %s status
                """.formatted(name, name, Main.class.getName()), StandardCharsets.UTF_8);
        List<String> line = List.of(
                "bash",
                script.toString(),
                folder.toString(),
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                System.getProperty("java.class.path"));
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().put("LC_ALL", locale);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }
}
