// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.app.Commands;
import io.millrace.app.StreamCommand;
import io.millrace.cli.acls.AclsCommand;
import io.millrace.cli.dlq.DlqCommand;
import io.millrace.cli.plan.PlanCommand;
import io.millrace.cli.profiles.ProfilesCommand;
import io.millrace.cli.strimzi.StrimziCommand;
import io.millrace.cli.topics.TopicsCommand;
import io.millrace.cli.verify.VerifyCommand;
import picocli.CommandLine.Command;

/** The command line of the streams image: every command that works against any cluster. */
@Command(
        name = "millrace",
        description = "Small events become big, exactly-once batches.",
        mixinStandardHelpOptions = true,
        subcommands = {
            StreamCommand.class,
            GatewayElsewhere.class,
            FeedCommand.class,
            VerifyCommand.class,
            ProfilesCommand.class,
            PlanCommand.class,
            TopicsCommand.class,
            AclsCommand.class,
            StrimziCommand.class,
            DoctorCommand.class,
            TopCommand.class,
            EndTransactionsCommand.class,
            LeaveCommand.class,
            ResetCommand.class,
            DlqCommand.class
        })
public final class Millrace {
    private Millrace() {}

    public static void main(String[] args) {
        CommandLog.choose(args);
        System.exit(Commands.run(new Millrace(), args));
    }
}
