package io.millrace.bench;

import io.millrace.bench.report.Report;
import io.millrace.local.server.Ports;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millrace bench}. */
@Command(
        name = "bench",
        description = "Measures Millrace against baselines and peers, in the same run on the same broker.",
        mixinStandardHelpOptions = true)
public final class BenchCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SCENARIO", description = "Scenarios, or single runs, by name; default: all scenarios.")
    private List<String> names = List.of();

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "Rounds; default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Where to write the report as JSON, plots beside it.")
    private Path report;

    @Option(names = "--small", description = "Shows that everything runs; the figures mean nothing.")
    private boolean small;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        Path folder = Files.createDirectories(
                        ClassPaths.home().resolve(".millrace").resolve("bench"))
                .resolve("bed-" + Ports.free());
        try (TestBed bed = new TestBed(folder, small ? Pace.SMALL : Pace.FULL, Profiling.none())) {
            bed.start();
            Report result = new Report(Scenarios.all(), new Rounds(bed, out).of(runs(), rounds));
            result.print(out);
            if (report != null) {
                result.write(report);
            }
        } finally {
            Folders.delete(folder);
        }
        return 0;
    }

    /** Those that are asked for, each once. */
    private List<Run> runs() {
        Map<String, Run> runs = new LinkedHashMap<>();
        for (Scenario scenario : Scenarios.all()) {
            for (Run run : scenario.runs()) {
                if (names.isEmpty() || names.contains(scenario.name()) || names.contains(run.name())) {
                    runs.putIfAbsent(run.name(), run);
                }
            }
        }
        return new ArrayList<>(runs.values());
    }
}
