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
        ProcessBuilder builder =
                new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(log.toFile());
        // Settings in our environment are for us.
        builder.environment().keySet().removeIf(name -> name.startsWith("MILLRACE_"));
        try {
            return new Tool(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + commandLine.get(0), e);
        }
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
