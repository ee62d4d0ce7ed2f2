// SPDX-License-Identifier: Apache-2.0
package io.millrace.app;

import io.millrace.config.secrets.Secrets;
import io.millrace.pipeline.FailurePolicy;
import java.io.PrintWriter;
import org.apache.kafka.common.config.ConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** How every command line is run: one clear sentence on failure, with the stack trace in the log at DEBUG only. */
public final class Commands {
    private static final Logger LOG = LoggerFactory.getLogger(Commands.class);

    private Commands() {}

    /** Runs {@code root} with {@code args} and returns the exit code. Every command of it tells the version that was built. */
    public static int run(Object root, String... args) {
        CommandLine line = new CommandLine(root);
        tellVersion(line);
        return line.setExecutionExceptionHandler((failure, failed, parsed) -> explain(failure, failed))
                .execute(args);
    }

    private static void tellVersion(CommandLine line) {
        line.getCommandSpec().versionProvider(new Version());
        line.getSubcommands().values().forEach(Commands::tellVersion);
    }

    private static int explain(Exception failure, CommandLine line) {
        LOG.atDebug().setCause(failure).log("The command failed");
        PrintWriter err = line.getErr();
        err.println(line.getCommandName() + ": " + sentence(failure));
        err.flush();
        return failure instanceof ConfigException ? CommandLine.ExitCode.USAGE : CommandLine.ExitCode.SOFTWARE;
    }

    private static String sentence(Exception failure) {
        boolean ours = failure.getClass().getName().startsWith("io.millrace") || failure instanceof ConfigException;
        Throwable root = FailurePolicy.root(failure);
        // Kafka says what it could not do, and its cause says why.
        String why = root == failure ? failure.toString() : failure + ": " + root;
        return Secrets.hiddenIn(ours ? String.valueOf(failure.getMessage()) : why);
    }
}
