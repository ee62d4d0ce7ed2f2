// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench;

import io.millrace.app.Commands;
import io.millrace.cli.CommandLog;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/** What the launcher runs for {@code millrace bench}. */
public final class Bench {
    private Bench() {}

    public static void main(String[] args) {
        String[] line = Stream.concat(Stream.of("bench"), Stream.of(args)).toArray(String[]::new);
        CommandLog.choose(line);
        CommandSpec bench = CommandSpec.forAnnotatedObject(new BenchCommand());
        System.exit(Commands.run(CommandSpec.create().name("millrace").addSubcommand("bench", bench), line));
    }
}
