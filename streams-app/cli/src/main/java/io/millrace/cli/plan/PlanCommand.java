// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli.plan;

import io.millrace.cli.ShortDuration;
import io.millrace.config.PipelineConfig;
import io.millrace.plan.Load;
import io.millrace.plan.Plan;
import io.millrace.plan.Planner;
import io.millrace.plan.measured.Costs;
import io.millrace.plan.measured.Report;
import io.millrace.plan.money.Prices;
import io.millrace.plan.observed.Observation;
import io.millrace.resolved.ResolvedConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.common.config.ConfigException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code millrace plan}: what a load takes. */
@Command(
        name = "plan",
        description = {
            "Says what a load takes: batches and objects, cores, memory, partitions, disks, network and money, which of them binds"
                    + " first, and the settings for it. Needs no cluster.",
            "How batches close is found by running the stream's own batch stage over virtual time; what events cost comes from reports"
                    + " of millrace bench, money from a price file. Every number says where it comes from.",
            "With --against it plans for the rate at which processes run, and says how far what they do is from the plan."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:Done; with --against, objects and events per object are within 10 %% of the plan.",
            "1:They are not, or a process did not answer.",
            "2:Wrong usage, configuration, report or price file."
        },
        mixinStandardHelpOptions = true)
public final class PlanCommand implements Callable<Integer> {
    private static final int DONE = 0;
    private static final int APART = 1;

    @Mixin
    private PlannedConfig planned;

    @Mixin
    private LoadOptions loads;

    @Option(names = "--tps", paramLabel = "N", description = "Events a second on average.")
    private Double tps;

    @Option(
            names = "--figures",
            paramLabel = "FILE",
            description = "A JSON report of millrace bench, to be believed before the shipped ones. May be repeated.")
    private List<Path> figures = new ArrayList<>();

    @Option(
            names = "--prices",
            paramLabel = "FILE",
            description = "A price file; by default an example of AWS in us-east-1.")
    private Path prices;

    @Option(
            names = "--against",
            paramLabel = "URL",
            description = "The HTTP address of a running stream process. Name all of them; may be repeated.")
    private List<URI> against = new ArrayList<>();

    @Option(
            names = "--for",
            paramLabel = "TIME",
            defaultValue = "3m",
            converter = ShortDuration.class,
            description = "How long to look at them; 3m by default.")
    private Duration length;

    @Option(
            names = "--write",
            paramLabel = "FILE",
            description =
                    "Writes a properties file for millrace stream: the settings of --config and --set, with the plan's.")
    private Path file;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        ResolvedConfig config = planned.resolved();
        PipelineConfig pipeline = planned.pipeline(config);
        Costs costs = new Costs(figures.stream().map(Report::read).toList(), loads.sizes());
        Prices list = prices == null ? Prices.shipped() : Prices.read(prices);
        Observation seen = seen(pipeline);
        Load load = loads.load(
                seen == null ? tps : seen.eventsPerSecond(),
                config.config().topicRules().partitions(),
                planned.keep());
        Plan plan = Planner.plan(config, pipeline, load, costs, list);
        if (file != null) {
            planned.write(file);
        }
        Comparison compared = seen == null ? null : Comparison.of(plan, seen, load.partitions());
        spec.commandLine()
                .getOut()
                .println(
                        json
                                ? PlanJson.of(plan, planned.decided(), compared).toPrettyString()
                                : PlanView.text(plan, planned.decided(), compared));
        return compared == null || compared.isClose() ? DONE : APART;
    }

    /** Null without {@code --against}. */
    private Observation seen(PipelineConfig pipeline) throws InterruptedException {
        if (against.isEmpty()) {
            if (tps == null) {
                throw new ConfigException(
                        "Say how many events a second there are: --tps, or --against a running process");
            }
            return null;
        }
        if (tps != null) {
            throw new ConfigException("--against takes the rate from the running processes; leave out --tps");
        }
        if (planned.isOfNobody()) {
            throw new ConfigException("--against needs the configuration that they run with: name it with --config");
        }
        Observation seen = Observation.of(against, pipeline.name(), length);
        if (seen.events() <= 0 || seen.batches() <= 0) {
            throw new ConfigException(
                    "The processes read no events of " + pipeline.name() + ", or closed no batch, within " + length);
        }
        return seen;
    }
}
