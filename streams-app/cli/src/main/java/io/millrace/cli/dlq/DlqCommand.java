// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli.dlq;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code millrace dlq}. */
@Command(
        name = "dlq",
        description = "Shows dead letters, and sends them back to where they failed.",
        subcommands = {ListCommand.class, ShowCommand.class, RedriveCommand.class},
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
public final class DlqCommand implements Runnable {
    static final int DONE = 0;
    static final int STOPPED = 1;
    static final int LEFT_SOME = 3;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command: list, show or redrive");
    }
}
