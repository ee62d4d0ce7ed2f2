package io.millrace.bench;

import io.millrace.app.Commands;
import io.millrace.local.Version;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/** What the launcher runs for {@code millrace bench}. */
public final class Bench {
    private static final String LOG_LEVEL = "MILLRACE_LOG_LEVEL";
    private static final String LOG_FILE = "logback.configurationFile";

    private Bench() {}

    public static void main(String[] args) {
        if (System.getenv(LOG_LEVEL) == null) {
            // As the other commands do. To be set before the first logger is made.
            System.setProperty(LOG_FILE, "io/millrace/local/logback-commands.xml");
        }
        CommandSpec bench = CommandSpec.forAnnotatedObject(new BenchCommand());
        bench.versionProvider(new Version());
        CommandSpec millrace = CommandSpec.create().name("millrace").addSubcommand("bench", bench);
        System.exit(Commands.run(
                millrace, Stream.concat(Stream.of("bench"), Stream.of(args)).toArray(String[]::new)));
    }
}
