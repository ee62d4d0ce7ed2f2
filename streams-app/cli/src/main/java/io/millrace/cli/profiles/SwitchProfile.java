// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli.profiles;

import io.millrace.app.ConfigOptions;
import io.millrace.cli.ShortDuration;
import io.millrace.cli.topics.PlanView;
import io.millrace.operations.profiles.ProfileSwitch;
import io.millrace.operations.profiles.SwitchProgress;
import io.millrace.operations.topics.TopicPlan;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millrace profiles switch P}. */
@Command(
        name = "switch",
        description = {
            "Switches the whole application to a profile while it runs.",
            "Topics change first, except where that would lower durability; then the stream processes, one at a"
                    + " time, each running again before the next one stops. The overrides of the sink connectors change before"
                    + " the processes when switching to exactly-once, otherwise after them. At the end the --config file, if"
                    + " there is one, names the profile.",
            "An interrupted switch is resumed by the same command, and undone by switching back."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:The profile is in effect everywhere.",
            "1:It did not finish; the output says how far it got.",
            "2:Wrong usage or configuration; nothing was changed."
        },
        mixinStandardHelpOptions = true)
final class SwitchProfile implements Callable<Integer> {
    @Parameters(paramLabel = "P", description = "A profile's name, the path of a file of your own, or none.")
    private String name;

    @Mixin
    private ConfigOptions options;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            converter = ShortDuration.class,
            defaultValue = "60s",
            description = "How long each process may take to run again (default: ${DEFAULT-VALUE}).")
    private Duration timeout;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        new ProfileSwitch(options.base(null), name, options.file(), new Spoken(spec)).run(timeout);
        return 0;
    }

    private record Spoken(CommandSpec spec) implements SwitchProgress {
        @Override
        public void planned(TopicPlan plan) {
            done(PlanView.text(plan).stripTrailing());
        }

        @Override
        public void done(String step) {
            Output.say(spec, step);
        }
    }
}
