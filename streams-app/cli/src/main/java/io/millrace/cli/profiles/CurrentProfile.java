// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli.profiles;

import io.millrace.app.ConfigOptions;
import io.millrace.cli.Table;
import io.millrace.config.MillraceConfig;
import io.millrace.instance.InstanceStatus;
import io.millrace.operations.instances.InstanceClient;
import io.millrace.operations.instances.InstanceException;
import io.millrace.operations.instances.Instances;
import io.millrace.profile.Profile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code millrace profiles current}. */
@Command(
        name = "current",
        description = "Which profile each stream process runs, and whether they agree.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:All of them run the same one.",
            "1:They do not agree, or one of them is switching to another.",
            "2:One of them did not answer."
        },
        mixinStandardHelpOptions = true)
final class CurrentProfile implements Callable<Integer> {
    private static final int AGREED = 0;
    private static final int DISAGREED = 1;
    private static final int UNKNOWN = 2;

    @Mixin
    private ConfigOptions options;

    @Option(names = "--json", description = "Prints JSON, for scripts.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        MillraceConfig config = options.base(null);
        Map<String, InstanceStatus> answers = new LinkedHashMap<>();
        List<String> silent = new ArrayList<>();
        for (InstanceClient instance : Instances.of(config)) {
            try {
                answers.put(instance.url(), instance.status());
            } catch (InstanceException e) {
                silent.add(e.getMessage());
            }
        }
        int outcome = outcome(answers, silent);
        if (json) {
            Output.json(spec, Map.of("agree", outcome == AGREED, "instances", answers, "silent", silent));
        } else {
            print(answers, silent, outcome, config.profile());
        }
        return outcome;
    }

    private static int outcome(Map<String, InstanceStatus> answers, List<String> silent) {
        if (!silent.isEmpty()) {
            return UNKNOWN;
        }
        InstanceStatus first = answers.values().iterator().next();
        return answers.values().stream().allMatch(status -> status.has(first.profile(), first.digest()))
                ? AGREED
                : DISAGREED;
    }

    private void print(Map<String, InstanceStatus> answers, List<String> silent, int outcome, Profile configured) {
        Table table = new Table("INSTANCE", "PROFILE", "DIGEST", "GUARANTEE", "STATE", "SWITCHING TO", "STARTED WITH");
        answers.forEach((url, status) -> table.row(
                url,
                status.profile(),
                status.digest(),
                status.guarantee(),
                status.state(),
                status.switchingTo() == null ? "" : status.switchingTo(),
                status.configured().isEmpty() ? Profile.NONE.name() : status.configured()));
        Output.say(spec, table.toString());
        answers.forEach((url, status) -> {
            if (status.problem() != null) {
                Output.say(
                        spec, url + " went back to " + status.profile() + " at its last switch: " + status.problem());
            }
        });
        answers.forEach((url, status) -> status.failures()
                .forEach((pipeline, why) ->
                        Output.say(spec, url + " does not run the pipeline " + pipeline + ": " + why)));
        silent.forEach(line -> Output.say(spec, line));
        Output.say(spec, "");
        if (outcome == AGREED) {
            Output.say(spec, "They agree.");
            remind(answers.values().iterator().next(), configured);
        } else if (outcome == DISAGREED) {
            Output.say(
                    spec,
                    "They do not agree. millrace profiles switch P takes all of them to P, whatever they run now, so it can"
                            + " resume a switch or undo it.");
        }
    }

    private void remind(InstanceStatus running, Profile configured) {
        if (!running.profile().equals(configured.name()) || !running.digest().equals(configured.digest())) {
            Output.say(
                    spec,
                    "This command's configuration names " + configured.name()
                            + " instead: a process that starts with it runs that profile.");
        }
    }
}
