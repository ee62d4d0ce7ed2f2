// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.drill.monitor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A program that is none of ours, and yet must not outlive us, however we end: a shell holds it, and stops it when its own input, a pipe from
 * here, is over.
 */
public final class Tool implements AutoCloseable {
    private static final List<String> SHELL = List.of(
            "sh",
            "-c",
            "exec 3<&0; \"$@\" 3<&- </dev/null & child=$!; { read -r end <&3; kill \"$child\"; } & wait \"$child\"",
            "tool");

    private final Process shell;

    private Tool(Process shell) {
        this.shell = shell;
    }

    /** Starts it; its output goes to {@code log}, which is written anew. */
    public static Tool start(List<String> commandLine, Path log) {
        List<String> line = new ArrayList<>(SHELL);
        line.addAll(commandLine);
        try {
            return new Tool(process(line).redirectOutput(log.toFile()).start());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + commandLine.get(0), e);
        }
    }

    /** Without the settings in our environment, which are for us; errors go where the output goes. */
    public static ProcessBuilder process(List<String> commandLine) {
        ProcessBuilder process = new ProcessBuilder(commandLine).redirectErrorStream(true);
        process.environment().keySet().removeIf(name -> name.startsWith("MILLRACE_"));
        return process;
    }

    boolean isAlive() {
        return shell.isAlive();
    }

    @Override
    public void close() {
        try {
            shell.getOutputStream().close();
            shell.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
