// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli.dlq;

import io.millrace.app.ConfigOptions;
import io.millrace.config.MillraceConfig;
import io.millrace.config.PipelineConfig;
import io.millrace.operations.cluster.ClusterAdmin;
import io.millrace.operations.dlq.DeadLetters;
import io.millrace.operations.dlq.Payloads;
import io.millrace.operations.dlq.letters.ParkedLetter;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.common.config.ConfigException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millrace dlq show}. */
@Command(
        name = "show",
        description = {
            "Shows single dead letters: what failed, where it comes from, and why; of a whole batch, its header.",
            "Payloads only with --payload, and then without the values of the fields in "
                    + MillraceConfig.DLQ_MASKED_FIELDS + "."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:Shown.", "1:The cluster did not answer, or refused.", "2:Wrong usage or configuration."},
        mixinStandardHelpOptions = true)
final class ShowCommand implements Callable<Integer> {
    @Mixin
    private ConfigOptions options;

    @Parameters(paramLabel = "PIPELINE", description = "Whose dead letters.")
    private String pipeline;

    @Option(names = "--partition", paramLabel = "N", description = "Of the dead-letter topic; default: all.")
    private Integer partition;

    @Option(
            names = "--offset",
            paramLabel = "N",
            description = "The first one shown; default: the first there is. Needs --partition.")
    private Long offset;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "10",
            description = "How many are shown at most. Default: ${DEFAULT-VALUE}.")
    private int limit;

    @Option(names = "--payload", description = "Shows key and value, too: JSON, and Avro as JSON.")
    private boolean payload;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (offset != null && partition == null) {
            throw new ConfigException("--offset=" + offset + " needs a --partition, in which it is");
        }
        if (limit < 1) {
            throw new ConfigException("--limit", limit, "must be at least 1");
        }
        MillraceConfig config = options.load(null);
        PipelineConfig chosen = config.pipeline(pipeline);
        try (ClusterAdmin cluster = ClusterAdmin.of(config)) {
            List<ParkedLetter> letters = new DeadLetters(config, chosen, cluster).read(partition, offset, limit);
            LetterView view = new LetterView(payload ? new Payloads(config, chosen) : null, config.maskedFields());
            spec.commandLine().getOut().println(json ? view.json(letters).toPrettyString() : view.text(letters));
            return DlqCommand.DONE;
        }
    }
}
