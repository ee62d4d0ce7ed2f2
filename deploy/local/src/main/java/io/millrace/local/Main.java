package io.millrace.local;

import io.millrace.app.Commands;
import io.millrace.app.StreamCommand;
import io.millrace.cli.DoctorCommand;
import io.millrace.cli.FeedCommand;
import io.millrace.cli.VerifyCommand;
import io.millrace.cli.profiles.ProfilesCommand;
import io.millrace.cli.topics.TopicsCommand;
import io.millrace.local.demo.DemoCommand;
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
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            LogsCommand.class,
            FeedCommand.class,
            VerifyCommand.class,
            ProfilesCommand.class,
            TopicsCommand.class,
            DoctorCommand.class,
            StreamCommand.class,
            BenchElsewhere.class
        },
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        footer = {
            "",
            "millrace COMMAND --help tells more. Exit codes: 0 done, 1 failed, 2 wrong usage or configuration."
        },
        mixinStandardHelpOptions = true)
public final class Main implements Runnable {
    private static final String LOG_LEVEL = "MILLRACE_LOG_LEVEL";
    private static final String LOG_FILE = "logback.configurationFile";

    @Spec
    private CommandSpec spec;

    private Main() {}

    public static void main(String[] args) {
        boolean isService = args.length > 0 && args[0].equals("stream");
        if (!isService && System.getenv(LOG_LEVEL) == null) {
            // The commands speak for themselves. To be set before the first logger is made.
            System.setProperty(LOG_FILE, "io/millrace/local/logback-commands.xml");
        }
        CommandSpec commands = CommandSpec.forAnnotatedObject(new Main());
        commands.subcommands().values().forEach(command -> command.getCommandSpec()
                .versionProvider(new Version()));
        List.of("feed", "verify", "profiles", "topics", "doctor")
                .forEach(name -> commands.subcommands().get(name).setDefaultValueProvider(new UpDefaults()));
        System.exit(Commands.run(commands, args));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command?");
    }
}
