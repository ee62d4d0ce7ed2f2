// SPDX-License-Identifier: Apache-2.0
package io.millrace.local;

import io.millrace.app.Commands;
import io.millrace.app.StreamCommand;
import io.millrace.cli.CommandLog;
import io.millrace.cli.DoctorCommand;
import io.millrace.cli.EndTransactionsCommand;
import io.millrace.cli.FeedCommand;
import io.millrace.cli.GatewayElsewhere;
import io.millrace.cli.LeaveCommand;
import io.millrace.cli.ResetCommand;
import io.millrace.cli.TopCommand;
import io.millrace.cli.acls.AclsCommand;
import io.millrace.cli.dlq.DlqCommand;
import io.millrace.cli.plan.PlanCommand;
import io.millrace.cli.profiles.ProfilesCommand;
import io.millrace.cli.strimzi.StrimziCommand;
import io.millrace.cli.topics.TopicsCommand;
import io.millrace.cli.verify.VerifyCommand;
import io.millrace.local.demo.DemoCommand;
import io.millrace.local.drill.DrillCommand;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What the launcher runs. */
@Command(
        name = "millrace",
        description =
                "Turns a firehose of small events into right-sized, exactly-once batches and delivers each to S3.",
        subcommands = {
            DemoCommand.class,
            DrillCommand.class,
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            LogsCommand.class,
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
            DlqCommand.class,
            StreamCommand.class,
            GatewayElsewhere.class,
            BenchElsewhere.class
        },
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        footer = {
            "",
            "For details see millrace COMMAND --help. Exit codes: 0 done, 1 failed, 2 wrong usage or configuration."
        },
        mixinStandardHelpOptions = true)
public final class Main implements Runnable {
    @Spec
    private CommandSpec spec;

    private Main() {}

    public static void main(String[] args) {
        CommandLog.choose(args);
        CommandSpec commands = CommandSpec.forAnnotatedObject(new Main());
        List.of(
                        "feed",
                        "verify",
                        "profiles",
                        "topics",
                        "acls",
                        "strimzi",
                        "doctor",
                        "end-transactions",
                        "leave",
                        "reset",
                        "dlq")
                .forEach(name -> commands.subcommands().get(name).setDefaultValueProvider(new UpDefaults()));
        System.exit(Commands.run(commands, args));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command");
    }
}
