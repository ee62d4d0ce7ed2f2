// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.app.StreamCommand;
import java.util.List;

/** What a command line logs: a person who runs a command reads what it prints, and a service is judged by its log. */
public final class CommandLog {
    private CommandLog() {}

    /** To be called with the command line before the first logger is created. {@code MILLRACE_LOG_LEVEL} shows more. */
    public static void choose(String... args) {
        boolean isService =
                args.length > 0 && args[0].equals("stream") && !List.of(args).contains(StreamCommand.CHECK);
        if (!isService && System.getenv("MILLRACE_LOG_LEVEL") == null) {
            System.setProperty("logback.configurationFile", "io/millrace/cli/logback-commands.xml");
        }
    }
}
