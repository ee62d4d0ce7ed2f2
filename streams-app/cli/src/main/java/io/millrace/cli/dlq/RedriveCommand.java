// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli.dlq;

import io.millrace.app.ConfigOptions;
import io.millrace.config.MillraceConfig;
import io.millrace.config.PipelineConfig;
import io.millrace.operations.cluster.ClusterAdmin;
import io.millrace.operations.dlq.Redrive;
import io.millrace.operations.dlq.RedriveReport;
import io.millrace.operations.dlq.letters.Selection;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.common.config.ConfigException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millrace dlq redrive}. */
@Command(
        name = "redrive",
        description = {
            "Sends dead letters back to where they failed: events that the stream has refused to the source topic, and what a sink has"
                    + " refused to that sink alone. Shows what it would do; only --execute does it.",
            "What was sent once is not sent again, also by the same command after a kill. What has failed "
                    + MillraceConfig.DLQ_MAX_ATTEMPTS + " times stays where it is."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:Shown; with --execute, done.",
            "1:Stopped: --when-idle, and the first was refused again; or another redrive has begun; or the cluster did not answer,"
                    + " or refused. The same command goes on.",
            "2:Wrong usage or configuration.",
            "3:Done, except for some that cannot go back; the output says why."
        },
        mixinStandardHelpOptions = true)
final class RedriveCommand implements Callable<Integer> {
    @Mixin
    private ConfigOptions options;

    @Parameters(paramLabel = "PIPELINE", description = "Whose dead letters.")
    private String pipeline;

    @Option(names = "--reason", paramLabel = "R", split = ",", description = "Only those with these reasons.")
    private Set<String> reasons = Set.of();

    @Option(names = "--sink", paramLabel = "S", split = ",", description = "Only those that these connectors refused.")
    private Set<String> sinks = Set.of();

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = Moment.class,
            description = "Only what failed then or later: 2026-05-17T10:05:03Z, or how long ago: 10m.")
    private Instant since;

    @Option(names = "--until", paramLabel = "TIME", converter = Moment.class, description = "Only what failed before.")
    private Instant until;

    @Option(
            names = "--offsets",
            paramLabel = "P:FROM-TO",
            description = "Only these of the dead-letter topic, both ends included: 0:100-250,1:7.")
    private String offsets;

    @Option(names = "--limit", paramLabel = "N", description = "At most so many.")
    private Long limit;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "0",
            description = "At most so many a second. Default: as fast as possible.")
    private int rate;

    @Option(
            names = "--when-idle",
            description =
                    "One at a time, only while the pipeline and its sinks have nothing else to do; stops at the first that is"
                            + " refused again. Waits otherwise.")
    private boolean whenIdle;

    @Option(names = "--follow", description = "Goes on with the dead letters to come.")
    private boolean follow;

    @Option(names = "--execute", description = "Does what is shown.")
    private boolean execute;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (limit != null && limit < 1) {
            throw new ConfigException("--limit", limit, "must be at least 1");
        }
        if (rate < 0) {
            throw new ConfigException("--rate", rate, "must be at least 1");
        }
        if (follow && !execute) {
            throw new ConfigException("--follow needs --execute: nothing is shown for what is to come");
        }
        Selection selection = Selection.ALL.between(since, until).of(reasons, sinks);
        Selection chosen = offsets == null ? selection : selection.at("--offsets", offsets);
        MillraceConfig config = options.load(null);
        PipelineConfig of = config.pipeline(pipeline);
        Redrive.Manner manner = new Redrive.Manner(limit == null ? Long.MAX_VALUE : limit, rate, whenIdle, follow);
        try (ClusterAdmin cluster = ClusterAdmin.of(config)) {
            Redrive redrive = new Redrive(config, of, cluster);
            RedriveReport report = execute ? redrive.execute(chosen, manner, this::say) : redrive.plan(chosen, manner);
            spec.commandLine().getOut().println(json ? DlqView.json(report).toPrettyString() : DlqView.text(report));
            return exitCode(report);
        }
    }

    private static int exitCode(RedriveReport report) {
        if (report.stoppedAt() != null) {
            return DlqCommand.STOPPED;
        }
        return report.leftAny() ? DlqCommand.LEFT_SOME : DlqCommand.DONE;
    }

    private void say(String progress) {
        spec.commandLine().getErr().println(progress);
        spec.commandLine().getErr().flush();
    }
}
