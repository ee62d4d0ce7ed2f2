// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli.dlq;

import io.millrace.app.ConfigOptions;
import io.millrace.config.MillraceConfig;
import io.millrace.config.PipelineConfig;
import io.millrace.operations.cluster.ClusterAdmin;
import io.millrace.operations.dlq.DeadLetters;
import io.millrace.operations.dlq.LetterGroup;
import io.millrace.operations.dlq.letters.Selection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.common.config.ConfigException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code millrace dlq list}. */
@Command(
        name = "list",
        description =
                "Counts dead letters by pipeline, reason and place of failure, and how many of them were sent back.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:Shown.", "1:The cluster did not answer, or refused.", "2:Wrong usage or configuration."},
        mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {
    @Mixin
    private ConfigOptions options;

    @Option(
            names = {"-p", "--pipeline"},
            paramLabel = "P",
            description = "One pipeline; default: all configured ones.")
    private String pipeline;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = Moment.class,
            description = "Only what failed then or later: 2026-05-17T10:05:03Z, or how long ago: 10m.")
    private Instant since;

    @Option(names = "--until", paramLabel = "TIME", converter = Moment.class, description = "Only what failed before.")
    private Instant until;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Option(names = "--report", paramLabel = "FILE", description = "Where to write the same as JSON.")
    private Path report;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        MillraceConfig config = options.load(null);
        List<PipelineConfig> chosen = pipeline == null ? config.pipelines() : List.of(config.pipeline(pipeline));
        if (chosen.isEmpty()) {
            throw new ConfigException("No pipeline is configured (" + MillraceConfig.PIPELINES
                    + "=...); name a file with --config, or start the local stack, whose settings are used then");
        }
        Selection selection = Selection.ALL.between(since, until);
        try (ClusterAdmin cluster = ClusterAdmin.of(config)) {
            List<LetterGroup> groups = chosen.stream()
                    .flatMap(one -> new DeadLetters(config, one, cluster).count(selection).stream())
                    .toList();
            if (report != null) {
                Files.writeString(report, DlqView.json(groups).toPrettyString() + '\n');
            }
            spec.commandLine().getOut().println(json ? DlqView.json(groups).toPrettyString() : DlqView.text(groups));
            return DlqCommand.DONE;
        }
    }
}
