// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench;

import io.millrace.bench.bed.ClassPaths;
import io.millrace.bench.bed.Pace;
import io.millrace.bench.bed.Profiling;
import io.millrace.bench.bed.TestBed;
import io.millrace.bench.model.Results;
import io.millrace.bench.model.Scenario;
import io.millrace.bench.report.Conditions;
import io.millrace.bench.report.Report;
import io.millrace.cli.ShortDuration;
import io.millrace.local.process.Trees;
import io.millrace.local.stack.Guard;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.common.config.ConfigException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millrace bench}. */
@Command(
        name = "bench",
        description = {
            "Measures Millrace against baselines and peers, in the same run on the same broker.",
            "Every row has a process of its own; of a pair, two take turns. Nothing else should run on the machine meanwhile.",
            "What the figures mean, and what is unfair about them: bench/README.md."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:Measured; no bound was missed but those that are known to be. With --small none is held.",
            "1:A run failed, or a bound was missed; the output says which."
        },
        subcommands = GatewayLoadCommand.class,
        mixinStandardHelpOptions = true)
public final class BenchCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SCENARIO", description = "Scenarios, or single runs, by name; default: all scenarios.")
    private List<String> names = List.of();

    @Option(names = "--list", description = "Shows the scenarios with their runs, and measures nothing.")
    private boolean list;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "1",
            description = "How often each run is made; default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--every",
            paramLabel = "DURATION",
            defaultValue = "0s",
            converter = ShortDuration.class,
            description =
                    "How long after the one before a round begins at the earliest, such as 1h: rounds of one hour do not"
                            + " tell how the hours of a machine differ. The machine may do something else in between.")
    private Duration every;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description =
                    "Where to write the report as JSON; beside it go the tables as Markdown and a folder of plots.")
    private Path report;

    @Option(names = "--small", description = "Shows that everything runs; the figures mean nothing.")
    private boolean small;

    @Option(
            names = "--profile-cpu",
            paramLabel = "DIR",
            description = "Records where the time goes: of each run the flight recording, the collapsed stacks, and a"
                    + " flame graph to open in a browser. It slows things down a little.")
    private Path profileCpu;

    @Option(names = "--profile-alloc", paramLabel = "DIR", description = "The same for the bytes allocated.")
    private Path profileAllocation;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        List<Scenario> scenarios = Scenarios.all();
        if (list) {
            print(scenarios, out);
            return 0;
        }
        Selection selection = Selection.of(scenarios, names);
        requireSensible();
        Profiling profiling = profiling(out);
        Pace pace = small ? Pace.SMALL : Pace.FULL;
        Path folder = new BenchFolders(ClassPaths.home().resolve(".millrace").resolve("bench")).fresh();
        Results results;
        Conditions conditions = Conditions.here(ClassPaths.home(), rounds, pace);
        try (Guard guard = new Guard(() -> interrupted(folder, out))) {
            try {
                requireRoom(folder, selection.bytes(pace));
                results = measure(new TestBed(folder, pace, profiling), selection, out);
            } catch (Exception e) {
                guard.awaitEndIfTriggered();
                throw e;
            } finally {
                Trees.delete(folder);
            }
        }
        Report made = new Report(conditions, scenarios, results);
        made.print(out);
        if (report != null) {
            made.write(report, out);
        }
        List<String> complaints = small ? List.of() : made.complaints();
        complaints.forEach(complaint -> out.println("MISSED: " + complaint));
        out.flush();
        return results.failures().isEmpty() && complaints.isEmpty() ? 0 : 1;
    }

    private Results measure(TestBed bed, Selection selection, PrintWriter out) throws Exception {
        try (bed) {
            bed.start();
            return new Rounds(bed, every, out).of(selection.runs(), rounds);
        }
    }

    private void requireSensible() {
        if (rounds < 1) {
            throw new ConfigException("--rounds", rounds, "1 or more");
        }
        if (profileCpu != null && profileAllocation != null) {
            throw new ConfigException(
                    "--profile-cpu and --profile-alloc exclude each other: each would see the other.");
        }
        if (report != null) {
            Path parent = report.toAbsolutePath().getParent();
            if (Files.isDirectory(report)) {
                throw new ConfigException("--report", report, "a folder; a file is needed");
            }
            if (!Files.isDirectory(parent) || !Files.isWritable(parent)) {
                throw new ConfigException(
                        "--report", report, "there is no folder " + parent + " that can be written to");
            }
        }
    }

    private Profiling profiling(PrintWriter out) {
        Path folder = profileCpu != null ? profileCpu : profileAllocation;
        if (folder == null) {
            return Profiling.none();
        }
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new ConfigException("The folder " + folder + " for profiles cannot be made: " + e);
        }
        Profiling.Kind kind = profileCpu != null ? Profiling.Kind.CPU : Profiling.Kind.ALLOCATION;
        return new Profiling(Optional.of(kind), folder.toAbsolutePath(), out);
    }

    private static void requireRoom(Path folder, long needed) throws IOException {
        long free = Files.getFileStore(folder).getUsableSpace();
        if (free < needed) {
            throw new NoRoomException(folder, needed, free);
        }
    }

    private static void print(List<Scenario> scenarios, PrintWriter out) {
        for (Scenario scenario : scenarios) {
            out.printf("%s: %s%n", scenario.name(), scenario.question());
            scenario.runs().forEach(run -> out.println("  " + run.name()));
        }
        out.flush();
    }

    /** Kills whatever was started, and leaves nothing behind. */
    private static void interrupted(Path folder, PrintWriter out) {
        out.printf("%nInterrupted: stopping%n");
        out.flush();
        List<ProcessHandle> started = ProcessHandle.current().descendants().toList();
        while (!started.isEmpty()) {
            started.forEach(ProcessHandle::destroyForcibly);
            started.forEach(process -> process.onExit().join());
            started = ProcessHandle.current().descendants().toList();
        }
        Trees.delete(folder);
    }
}
