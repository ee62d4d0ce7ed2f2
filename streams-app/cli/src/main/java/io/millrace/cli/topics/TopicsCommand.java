// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli.topics;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code millrace topics}. */
@Command(
        name = "topics",
        description =
                "Brings the topics in line with pipelines and profile: those of events, batches, dead letters, and state.",
        subcommands = {PlanCommand.class, ApplyCommand.class},
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
public final class TopicsCommand implements Runnable {
    static final int DONE = 0;
    static final int LEFT_TO_DO = 3;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command: plan or apply");
    }
}
