// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.drill;

import io.millrace.cli.ShortDuration;
import io.millrace.local.ProfileOption;
import io.millrace.local.drill.monitor.Tools;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.apache.kafka.common.config.ConfigException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code millrace drill soak}. */
@Command(
        name = "soak",
        description = {
            "Starts the stack of drill run, lets traffic pass, and does nothing to it: no alert may come while all is well.",
            "It ends with the first page, or after the given time; then every event has to be accounted for."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:The events were taken at that rate, nothing paged, and every one is accounted for.",
            "1:Something was not so; the lines before say what."
        },
        mixinStandardHelpOptions = true)
final class Soak implements Callable<Integer> {
    @Option(
            names = "--for",
            paramLabel = "TIME",
            defaultValue = "30m",
            converter = ShortDuration.class,
            description = "How long to watch, from when all is well on; default: ${DEFAULT-VALUE}.")
    private Duration length;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "5000",
            description = "Events per second, of all sample pipelines; default: ${DEFAULT-VALUE}.")
    private long perSecond;

    @Mixin
    private ProfileOption profile;

    @Mixin
    private ToolOptions prometheus;

    @Spec
    private CommandSpec spec;

    private boolean passed;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (perSecond < 1) {
            throw new ConfigException("--rate is 1 or more");
        }
        Tools tools = prometheus.find();
        DrillStack stack = DrillStack.fresh(Stage.USUAL, null, profile::over, this::say);
        stack.use(tools, rehearsal -> passed = rehearsal.soak(length, perSecond));
        return passed ? 0 : 1;
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
