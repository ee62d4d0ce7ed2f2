package io.millrace.bench;

import io.millrace.app.Commands;
import picocli.CommandLine.Model.CommandSpec;

/** What the launcher runs for {@code millrace bench}. */
public final class Bench {
    private Bench() {}

    public static void main(String[] args) {
        System.exit(Commands.run(CommandSpec.forAnnotatedObject(new BenchCommand()), args));
    }
}
