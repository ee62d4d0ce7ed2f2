// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli.topics;

import io.millrace.cli.TargetOptions;
import io.millrace.config.MillraceConfig;
import io.millrace.operations.cluster.ClusterAdmin;
import io.millrace.operations.topics.TopicPlan;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code millrace topics plan}. */
@Command(
        name = "plan",
        description = "Shows what would have to change on the topics, and changes nothing.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:Nothing to do.",
            "1:The cluster did not answer, or refused.",
            "2:Wrong usage or configuration, or the cluster can never satisfy it.",
            "3:There is something to do."
        },
        mixinStandardHelpOptions = true)
final class PlanCommand implements Callable<Integer> {
    @Mixin
    private TargetOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        MillraceConfig config = options.load();
        try (ClusterAdmin cluster = ClusterAdmin.of(config)) {
            TopicPlan plan = TopicPlan.of(config, cluster);
            spec.commandLine()
                    .getOut()
                    .println(options.json() ? PlanView.json(plan).toPrettyString() : text(plan));
            return plan.isEmpty() ? TopicsCommand.DONE : TopicsCommand.LEFT_TO_DO;
        }
    }

    private static String text(TopicPlan plan) {
        return PlanView.text(plan)
                + (plan.isEmpty()
                        ? "The topics match the pipelines and the profile."
                        : "Changes to make: " + plan.changes().size() + "; millrace topics apply makes them");
    }
}
