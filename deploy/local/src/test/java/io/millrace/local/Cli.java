// SPDX-License-Identifier: Apache-2.0
package io.millrace.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.local.process.JavaProgram;
import io.millrace.local.process.Trees;
import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * {@code millrace} as a process of its own, for each test in a project folder that shares what is built with the real one and nothing
 * else.
 */
public final class Cli implements BeforeEachCallback, AfterEachCallback {
    private static final String HOME = "millrace.home";
    private static final String OPTIONS = "millrace.server.options";

    private static final List<String> BUILT = List.of("deploy", "connectors", "streams-app");

    private Path folder;
    private Path home;

    public record Result(int exitCode, String output) {}

    /** The name of the project folder has all that settings of servers must escape, as far as the locale knows it. */
    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        String letter = Charset.forName(System.getProperty("sun.jnu.encoding"))
                        .newEncoder()
                        .canEncode('ü')
                ? "ü"
                : "u";
        folder = Files.createTempDirectory("millrace").toRealPath();
        home = Files.createDirectory(folder.resolve("mill race (" + letter + ")"));
        for (String built : BUILT) {
            Files.createSymbolicLink(
                    home.resolve(built),
                    Path.of(System.getProperty(HOME)).toRealPath().resolve(built));
        }
    }

    /** Stops what a failed test left running, and takes the links away, so that nobody deletes what is behind them. */
    @Override
    public void afterEach(ExtensionContext context) throws IOException, InterruptedException {
        if (!processes().isEmpty()) {
            run("down");
        }
        for (String built : BUILT) {
            Files.delete(home.resolve(built));
        }
        Trees.delete(folder);
    }

    /** For files of the test's own; it is deleted after the test. */
    public Path folder() {
        return folder;
    }

    /** What the commands leave behind. */
    Path traces() {
        return home.resolve(".millrace");
    }

    public Result run(String... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-D" + HOME + "=" + home,
                "-D" + OPTIONS + "=" + System.getProperty(OPTIONS, "")));
        line.addAll(JavaProgram.moreOptions());
        line.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        line.addAll(List.of(arguments));
        return end(new ProcessBuilder(line));
    }

    /** Returns what it printed. */
    String succeed(String command, String... arguments) throws IOException, InterruptedException {
        Result result =
                run(Stream.concat(Stream.of(command), Stream.of(arguments)).toArray(String[]::new));
        assertThat(result.exitCode()).as(command + ": " + result.output()).isZero();
        return result.output();
    }

    /** Through a copy of the script that users run. */
    Result launch(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        copyLauncher();
        List<String> line = new ArrayList<>(List.of("./millrace"));
        line.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(line).directory(home.toFile());
        builder.environment().putAll(environment);
        return end(builder);
    }

    /** For lines that have {@code ./millrace} in them. */
    void copyLauncher() throws IOException {
        Path script = Path.of(System.getProperty(HOME), "millrace");
        Files.copy(script, home.resolve("millrace"), StandardCopyOption.COPY_ATTRIBUTES);
    }

    /** What somebody types into a shell in the project folder, in which this JDK is found first. */
    ProcessBuilder shell(String line) {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", line).directory(home.toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("MILLRACE_"));
        String java = System.getProperty("java.home");
        environment.putAll(Map.of(
                "MILLRACE_SKIP_BUILD",
                "1",
                "JAVA_HOME",
                java,
                "JAVA_OPTS",
                String.join(" ", JavaProgram.moreOptions()),
                "PATH",
                Path.of(java, "bin") + File.pathSeparator + environment.get("PATH")));
        return builder;
    }

    Result type(String line) throws IOException, InterruptedException {
        return end(shell(line));
    }

    private static Result end(ProcessBuilder builder) throws IOException, InterruptedException {
        Process process = builder.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }

    /** The command lines of everything that runs for this folder. */
    List<String> processes() {
        return ProcessHandle.allProcesses()
                .map(process -> process.info().commandLine().orElse(""))
                .filter(line -> line.contains("-Dmillrace.server=" + home) || line.contains("-D" + HOME + "=" + home))
                .toList();
    }

    /** One that nobody reaps has lost its command line. */
    public void awaitNothingRuns() {
        await().untilAsserted(() -> assertThat(processes()).isEmpty());
    }
}
