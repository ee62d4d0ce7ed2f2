// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli.topics;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.cli.TargetOptions;
import io.millrace.config.MillraceConfig;
import io.millrace.operations.cluster.ClusterAdmin;
import io.millrace.operations.topics.Change;
import io.millrace.operations.topics.TopicPlan;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code millrace topics apply}. */
@Command(
        name = "apply",
        description = {
            "Shows what has to change on the topics, and changes it.",
            "Waits for new copies of partitions. Without --allow-lower it skips whatever would lower durability:"
                    + " fewer copies, a smaller min.insync.replicas or max.message.bytes, unclean elections, dead letters that"
                    + " are kept for less time."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:The topics match the pipelines and the profile.",
            "1:The cluster did not answer, or refused; changes made so far stay.",
            "2:Wrong usage or configuration, or the cluster can never satisfy it; nothing was changed.",
            "3:Everything is done except what lowers durability."
        },
        mixinStandardHelpOptions = true)
final class ApplyCommand implements Callable<Integer> {
    @Mixin
    private TargetOptions options;

    @Option(names = "--allow-lower", description = "Also makes the changes that lower durability.")
    private boolean allowLower;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        MillraceConfig config = options.load();
        try (ClusterAdmin cluster = ClusterAdmin.of(config)) {
            TopicPlan plan = TopicPlan.of(config, cluster);
            say(options.json() ? "" : PlanView.text(plan));
            TopicPlan allowed = allowLower ? plan : plan.withoutLowering();
            allowed.apply(cluster);
            List<Change> skipped = allowLower ? List.of() : plan.lowering();
            say(options.json() ? json(plan, allowed) : done(allowed.changes(), skipped));
            return skipped.isEmpty() ? TopicsCommand.DONE : TopicsCommand.LEFT_TO_DO;
        }
    }

    private void say(String text) {
        PrintWriter out = spec.commandLine().getOut();
        out.print(text);
        out.flush();
    }

    private static String done(List<Change> done, List<Change> skipped) {
        StringBuilder text = new StringBuilder();
        if (done.isEmpty() && skipped.isEmpty()) {
            text.append("The topics match the pipelines and the profile.\n");
        } else {
            text.append("Changes made: ").append(done.size()).append(".\n");
        }
        skipped.forEach(change -> text.append("Skipped, because it lowers durability (--allow-lower): ")
                .append(change.topic())
                .append(' ')
                .append(change.what())
                .append(' ')
                .append(change.now())
                .append(" -> ")
                .append(change.wanted())
                .append('\n'));
        return text.toString();
    }

    /** The plan, with the outcome of each change. */
    private static String json(TopicPlan plan, TopicPlan made) {
        ObjectNode root = PlanView.json(plan);
        for (int i = 0; i < plan.changes().size(); i++) {
            ((ObjectNode) root.get("changes").get(i))
                    .put("made", made.changes().contains(plan.changes().get(i)));
        }
        return root.toPrettyString() + '\n';
    }
}
