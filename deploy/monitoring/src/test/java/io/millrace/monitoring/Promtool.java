// SPDX-License-Identifier: Apache-2.0
package io.millrace.monitoring;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a tool of Prometheus or Alertmanager said. */
public record Promtool(int exitCode, String output) {
    /** Runs {@code command}, its output in {@code folder}; skips the test where the tool is not installed. */
    public static Promtool run(Path folder, String... command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "output", ".txt");
        ProcessBuilder process =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        try {
            int exitCode = process.start().waitFor();
            return new Promtool(exitCode, Files.readString(output, StandardCharsets.UTF_8));
        } catch (IOException e) {
            return abort("Not tried: there is no " + command[0]
                    + " on the PATH (Debian's packages prometheus and prometheus-alertmanager have it)");
        }
    }
}
