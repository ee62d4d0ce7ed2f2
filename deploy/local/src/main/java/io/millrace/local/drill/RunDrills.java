// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.drill;

import io.millrace.local.drill.fault.SmallDisk;
import io.millrace.local.drill.monitor.Tools;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millrace drill run}. */
@Command(
        name = "run",
        description = {
            "Starts a stack of its own on free ports, under steady traffic, watched by a real Prometheus and Alertmanager with the"
                    + " files of deploy/monitoring, and does one drill after another; drills that take more brokers get a stack with these.",
            "Each one waits until all is well, injects its fault, waits for the page, runs the commands of the alert's runbook,"
                    + " repairs, waits until no alert is left, and verifies that every event is accounted for.",
            "A drill takes some five minutes. It disturbs no stack that is up. What the commands print, and all logs, are below"
                    + " .millrace/drill in the project folder."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:Every page came within its bound, everything was repaired, and every event is accounted for.",
            "1:Something was not; the table says what."
        },
        mixinStandardHelpOptions = true)
final class RunDrills implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "NAME", description = "As drill list shows them, or all.")
    private List<String> names;

    @Option(names = "--report", paramLabel = "FILE", description = "Where to write what was measured, as Markdown.")
    private Path report;

    @Option(
            names = "--small-disk",
            paramLabel = "DIR",
            description =
                    "A file system of its own, of 256 MiB to 2 GiB, that drills may fill; those that do are skipped without it.")
    private Path smallDisk;

    @Mixin
    private ToolOptions prometheus;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Drill> chosen = possible(Drills.named(names));
        Tools tools = prometheus.find();
        List<Outcome> outcomes = new ArrayList<>();
        for (List<Drill> alike : Drills.byStage(chosen)) {
            Stage stage = alike.get(0).stage();
            SmallDisk disk = stage.takesSmallDisk() ? new SmallDisk(smallDisk, stage.onSmallDisk()) : null;
            DrillStack stack = DrillStack.fresh(stage.brokers(), disk, settings -> settings, this::say);
            try {
                stack.use(tools, rehearsal -> run(rehearsal, alike, outcomes));
            } catch (RuntimeException | IOException | InterruptedException e) {
                tell(new Scorecard(outcomes));
                throw e;
            }
        }
        Scorecard card = new Scorecard(outcomes);
        tell(card);
        return card.passed() ? 0 : 1;
    }

    /** Says which are not. */
    private List<Drill> possible(List<Drill> drills) {
        if (smallDisk != null) {
            SmallDisk.requireSmall(smallDisk);
            return drills;
        }
        List<Drill> possible = new ArrayList<>(drills);
        for (Drill drill : drills) {
            if (drill.stage().takesSmallDisk()) {
                say(drill.name() + " is skipped: it takes --small-disk, a file system that may be filled,"
                        + " as by mount -t tmpfs -o size=512m");
                possible.remove(drill);
            }
        }
        return possible;
    }

    /** Adds what each was like to {@code outcomes}. */
    private void run(Rehearsal rehearsal, List<Drill> drills, List<Outcome> outcomes)
            throws IOException, InterruptedException {
        Rules rules = Rules.shipped();
        for (Drill drill : drills) {
            outcomes.add(rehearsal.run(drill, rules.of(drill)));
            write(new Scorecard(outcomes));
        }
    }

    /** Those that were done, even if one that came after them could not be. */
    private void tell(Scorecard card) {
        if (card.outcomes().isEmpty()) {
            return;
        }
        say("");
        say(card.text());
        if (report != null) {
            say("Report    " + report);
        }
    }

    /** After each drill: a run takes long, and what it has measured stays if it is broken off. */
    private void write(Scorecard card) throws IOException {
        if (report != null) {
            Files.writeString(report, Machine.here("drill run " + card.names()) + "\n\n" + card.markdown());
        }
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
