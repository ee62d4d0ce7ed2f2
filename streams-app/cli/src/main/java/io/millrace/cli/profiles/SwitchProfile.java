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
            "Takes the whole application to a profile, while it runs.",
            "Topics first, as far as nothing becomes less durable; then the stream processes, one after the other, each back at"
                    + " work before the next one stops; and the overrides of the sink connectors, before the processes when"
                    + " exactly-once begins, else after them. At the end the file of --config, if there is one, names the profile.",
            "What was interrupted is resumed by the same command, and undone by switching back."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:All of it is in effect.",
            "1:It did not come to its end; the output says how far it came.",
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
            description = "How long each process may take to be back at work (default: ${DEFAULT-VALUE}).")
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
