// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.drill;

import io.millrace.local.drill.fault.SmallDisk;
import io.millrace.local.drill.monitor.Tools;
import io.millrace.local.drill.score.History;
import io.millrace.local.drill.score.Outcome;
import io.millrace.local.drill.score.Scorecard;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigException;
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
            names = "--history",
            paramLabel = "FILE",
            description =
                    "Where runs are kept, a line of JSON each: those of now are added, and the report has all of them.")
    private Path history;

    @Option(
            names = "--times",
            paramLabel = "N",
            defaultValue = "1",
            description = "How often to do each, one after another; default: ${DEFAULT-VALUE}.")
    private int times;

    @Option(
            names = "--scrapes",
            paramLabel = "DIR",
            description =
                    "Where to keep, for each drill that passed, what was scraped around it, as a fixture for tests of the rules.")
    private Path scrapes;

    @Option(
            names = "--small-disk",
            paramLabel = "DIR",
            description =
                    "A file system of its own, of 256 MiB to 2 GiB, that drills may fill; of all, those that do are skipped without it.")
    private Path smallDisk;

    @Mixin
    private ToolOptions prometheus;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (times < 1) {
            throw new ConfigException("--times is 1 or more");
        }
        requireFolder("--report", report);
        requireFolder("--history", history);
        List<Drill> chosen = possible(Drills.named(names));
        Tools tools = prometheus.find();
        Rules rules = Rules.shipped();
        List<Outcome> before = history == null ? List.of() : new History(history).read(rules::ofDrill);
        List<Outcome> outcomes = new ArrayList<>(before);
        for (List<Drill> inOne : Drills.byStack(chosen, times)) {
            Stage stage = inOne.get(0).stage();
            SmallDisk disk = stage.takesSmallDisk() ? new SmallDisk(smallDisk, stage.onSmallDisk()) : null;
            DrillStack stack = DrillStack.fresh(stage, disk, RunDrills::changed, this::say);
            try {
                stack.use(tools, rehearsal -> run(rehearsal, inOne, rules, outcomes));
            } catch (RuntimeException | IOException | InterruptedException e) {
                tell(now(outcomes, before));
                throw e;
            }
        }
        Scorecard card = now(outcomes, before);
        tell(card);
        return card.passed() ? 0 : 1;
    }

    /** What cannot be written should not be found out after the first drill. */
    private static void requireFolder(String option, Path file) {
        if (file != null && !Files.isDirectory(file.toAbsolutePath().getParent())) {
            throw new ConfigException(option + " " + file + ": there is no folder "
                    + file.toAbsolutePath().getParent());
        }
    }

    /** Of all, those that need what is not there are skipped; whoever names one of them is told. */
    private List<Drill> possible(List<Drill> drills) {
        if (smallDisk != null) {
            SmallDisk.requireSmall(smallDisk);
            return drills;
        }
        List<Drill> impossible =
                drills.stream().filter(drill -> drill.stage().takesSmallDisk()).toList();
        String why = impossible.stream().map(Drill::name).collect(Collectors.joining(", "))
                + ": takes --small-disk, a file system that may be filled, as by mount -t tmpfs -o size=512m";
        if (!impossible.isEmpty() && !names.equals(List.of("all"))) {
            throw new ConfigException(why);
        }
        if (!impossible.isEmpty()) {
            say("Skipped " + why);
        }
        return drills.stream().filter(drill -> !impossible.contains(drill)).toList();
    }

    /** Adds what each was like to {@code outcomes}. */
    private void run(Rehearsal rehearsal, List<Drill> drills, Rules rules, List<Outcome> outcomes)
            throws IOException, InterruptedException {
        for (Drill drill : drills) {
            Outcome outcome = rehearsal.run(drill, rules.of(drill));
            outcomes.add(outcome);
            if (history != null) {
                new History(history).add(outcome);
            }
            write(Drills.scorecard(outcomes));
            keep(rehearsal, drill, outcome);
        }
    }

    private void keep(Rehearsal rehearsal, Drill drill, Outcome outcome) throws IOException {
        if (scrapes != null && outcome.passed()) {
            rehearsal.scrapes(drill, outcome).writeTo(scrapes);
        }
    }

    private static Map<String, String> changed(Map<String, String> samples) {
        Map<String, String> changed = new HashMap<>(samples);
        changed.putAll(Drills.SETTINGS);
        return changed;
    }

    private static Scorecard now(List<Outcome> outcomes, List<Outcome> before) {
        return new Scorecard(outcomes.subList(before.size(), outcomes.size()));
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
            Files.writeString(report, card.markdown());
        }
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
