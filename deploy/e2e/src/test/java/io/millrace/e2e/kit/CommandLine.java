// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e.kit;

import io.millrace.cli.Millrace;
import io.millrace.local.process.JavaProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code millrace} as a process of its own, run to its end. */
public final class CommandLine {
    private CommandLine() {}

    /** What came of it; {@code output} has standard output and error as they came. */
    public record Result(int exitCode, String output) {}

    /** {@code settings} become options of the command. */
    public static Result run(Map<String, String> settings, String... command) throws IOException, InterruptedException {
        Process process = start(settings, command);
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }

    /** The same, for the caller to end; standard error goes where standard output goes. */
    public static Process start(Map<String, String> settings, String... command) throws IOException {
        List<String> line = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        line.addAll(JavaProgram.moreOptions());
        line.addAll(List.of("-cp", System.getProperty("java.class.path"), Millrace.class.getName()));
        line.addAll(List.of(command));
        settings.forEach((key, value) -> line.addAll(List.of("--set", key + "=" + value)));
        return new ProcessBuilder(line).redirectErrorStream(true).start();
    }
}
