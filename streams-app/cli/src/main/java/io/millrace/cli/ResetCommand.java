// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.app.ConfigOptions;
import io.millrace.config.MillraceConfig;
import io.millrace.config.PipelineConfig;
import io.millrace.operations.cluster.ClusterAdmin;
import io.millrace.operations.reset.Reset;
import io.millrace.operations.reset.ResetPlan;
import io.millrace.operations.reset.ResetPosition;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.common.config.ConfigException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code millrace reset}. */
@Command(
        name = "reset",
        description = {
            "Lets pipelines begin anew with another topology: sets the offsets of their groups, deletes their state and"
                    + " other internal records, empties their repartition topics, and deletes the record of their topology. Batches and dead letters stay. Shows what it would do;"
                    + " only --execute does it.",
            "Stop the pipelines everywhere first; processes clear their local state themselves at the next start."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:Shown; with --execute, done.",
            "1:A group has members, or the cluster did not answer, or refused; the same command finishes what was begun.",
            "2:Wrong usage or configuration."
        },
        mixinStandardHelpOptions = true)
public final class ResetCommand implements Callable<Integer> {
    private static final int DONE = 0;
    private static final int NOT_POSSIBLE = 1;

    @Mixin
    private ConfigOptions options;

    @Option(names = "--pipeline", paramLabel = "P", description = "Only this pipeline; all when left out.")
    private String pipeline;

    @Option(
            names = "--to",
            paramLabel = "POSITION",
            defaultValue = "earliest",
            description = {
                "Where to read on. earliest: at the first event that the source topic still holds; loses none of them, and all that was"
                        + " batched comes again. first-missing: at the first event that was read and is in no batch, nor anywhere else;"
                        + " loses none, and what was batched after it comes again. committed: at the group's offset; nothing comes"
                        + " again, and what was in open batches is lost. Or an offset for each partition: 0:120,1:95.",
                "Default: earliest. Any other takes reading all topics of the pipeline, as verify does."
            })
    private String to;

    @Option(names = "--execute", description = "Does what is shown.")
    private boolean execute;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        ResetPosition position = ResetPosition.parse(to);
        MillraceConfig config = options.load(null);
        List<PipelineConfig> chosen = chosen(config, position);
        try (ClusterAdmin cluster = ClusterAdmin.of(config)) {
            Reset reset = new Reset(config, cluster);
            List<ResetPlan> plans =
                    chosen.stream().map(one -> reset.plan(one, position)).toList();
            if (execute) {
                // All of them, or none.
                plans.forEach(ResetPlan::requireNoMembers);
                plans.stream().filter(plan -> !plan.isEmpty()).forEach(reset::execute);
            }
            spec.commandLine().getOut().println(json ? ResetView.json(plans, execute) : ResetView.text(plans, execute));
            return plans.stream().allMatch(plan -> plan.members().isEmpty()) ? DONE : NOT_POSSIBLE;
        }
    }

    private List<PipelineConfig> chosen(MillraceConfig config, ResetPosition position) {
        List<PipelineConfig> chosen = pipeline == null ? config.pipelines() : List.of(config.pipeline(pipeline));
        if (chosen.isEmpty()) {
            throw new ConfigException("No pipeline is configured (" + MillraceConfig.PIPELINES
                    + "=...); name a file with --config, or start the local stack, whose settings are used then");
        }
        if (position.kind() == ResetPosition.Kind.OFFSETS && chosen.size() > 1) {
            throw new ConfigException(
                    "--to=" + to + " is about the partitions of one source topic: name the --pipeline");
        }
        return chosen;
    }
}
