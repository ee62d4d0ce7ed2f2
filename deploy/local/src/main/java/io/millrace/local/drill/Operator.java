// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.drill;

import io.millrace.local.Main;
import io.millrace.local.drill.monitor.Tool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Types commands as a person does, {@code ./millrace …}, in the drill's own project folder. */
final class Operator {
    private final Path project;
    private final Path log;

    /** @param log what the commands print is added to it */
    Operator(Path project, Path log) {
        this.project = project;
        this.log = log;
    }

    /** Returns the exit code. */
    int type(String command) throws IOException, InterruptedException {
        return Tool.process(line(command))
                .directory(project.toFile())
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start()
                .waitFor();
    }

    /** One that does not end by itself; what it prints is in a file of its own. */
    Tool leave(String command) {
        return Tool.start(line(command), log.resolveSibling(command.split(" ", 2)[0] + ".log"));
    }

    private List<String> line(String command) {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-Dmillrace.home=" + project,
                "-Dmillrace.server.options=" + System.getProperty("millrace.server.options", ""),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        line.addAll(List.of(command.split(" +", 0)));
        return line;
    }
}
