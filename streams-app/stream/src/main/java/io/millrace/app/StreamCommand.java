// SPDX-License-Identifier: Apache-2.0
package io.millrace.app;

import io.millrace.config.MillraceConfig;
import io.millrace.pipeline.gate.GateVerdict;
import io.millrace.pipeline.gate.TopologyCheck;
import io.millrace.resolved.ResolvedConfig;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.common.config.ConfigException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code millrace stream}: one stream process against any cluster, until it is told to stop; or whether one could start. */
@Command(
        name = "stream",
        description = {
            "Runs one stream process of the configured pipelines until SIGTERM or Ctrl-C.",
            "With --check it says of each pipeline whether its topology fits what its application has run, joins no group and changes nothing."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:Stopped as told; with --check, each topology fits.",
            "1:Could not start, or all pipelines have failed; with --check, a topology is incompatible, or the cluster did not answer.",
            "2:Wrong usage or configuration."
        },
        mixinStandardHelpOptions = true)
public final class StreamCommand implements Callable<Integer> {
    /** The option that makes a command of what is else a service. */
    public static final String CHECK = "--check";

    private static final int DONE = 0;
    private static final int REFUSED = 1;

    @Mixin
    private ConfigOptions options;

    @Option(
            names = CHECK,
            description = "Starts nothing: compares each pipeline's topology with the one its application has run.")
    private boolean check;

    @Option(names = "--json", description = "With --check: prints JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        if (json && !check) {
            throw new ParameterException(spec.commandLine(), "--json needs " + CHECK);
        }
        return check ? check() : run();
    }

    private int run() throws InterruptedException {
        StreamApp app = new StreamApp(options.load(null));
        Runtime.getRuntime().addShutdownHook(new Thread(app::close, "stop"));
        app.start();
        app.await();
        return DONE;
    }

    private int check() {
        ResolvedConfig effective = ResolvedConfig.of(options.base(null));
        if (effective.config().pipelines().isEmpty()) {
            throw new ConfigException("No pipeline is configured (" + MillraceConfig.PIPELINES + "=...)");
        }
        Map<String, GateVerdict> verdicts = TopologyCheck.of(effective);
        spec.commandLine().getOut().println(json ? GateView.json(verdicts) : GateView.text(verdicts));
        return verdicts.values().stream().anyMatch(GateVerdict::isRefused) ? REFUSED : DONE;
    }
}
