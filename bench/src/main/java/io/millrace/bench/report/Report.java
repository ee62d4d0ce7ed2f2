// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.report;

import io.millrace.bench.model.Results;
import io.millrace.bench.model.Scenario;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The results of one command, for readers.
 *
 * @param scenarios those whose runs were made, whole or in part
 */
public record Report(Conditions conditions, List<Scenario> scenarios, Results results) {
    private static final int WIDTH = 140;

    public Report {
        scenarios = scenarios.stream()
                .filter(scenario -> !Tables.made(scenario, results).isEmpty())
                .toList();
    }

    public void print(PrintWriter out) {
        out.println();
        out.println(conditions.text());
        out.println("Medians of the rounds, behind them the least and the most.");
        for (Scenario scenario : scenarios) {
            out.printf("%n%s: %s%n", scenario.name(), scenario.question());
            out.print(Tables.runs(scenario, results).text(WIDTH));
        }
        List<ClaimVerdict> verdicts = verdicts(scenarios);
        if (!verdicts.isEmpty()) {
            out.printf("%n%s%n", Tables.ON_CLAIMS);
            out.print(Tables.claims(verdicts).text(WIDTH));
        }
        results.failures()
                .forEach((run, failures) -> out.printf(
                        "%nFAILED in %d of %d rounds: %s%n  %s%n",
                        failures.size(), conditions.rounds(), run, failures.get(0)));
        out.flush();
    }

    /**
     * Writes the JSON, and beside it, under the same name, the tables as Markdown and the plots in a folder.
     *
     * @param out learns what was written, and why there are no plots when there are none
     */
    public void write(Path file, PrintWriter out) throws IOException {
        Path whole = file.toAbsolutePath();
        String name = whole.getFileName().toString().replaceFirst("\\.json$", "");
        Plots.Outcome plots = new Plots(this).write(whole.resolveSibling(name + "-plots"));
        Files.writeString(whole, new Json(this).text());
        Files.writeString(
                whole.resolveSibling(name + ".md"),
                new Markdown(this, plots.isDrawn() ? Optional.of(name + "-plots") : Optional.empty()).text());
        out.println("Report in " + file + ", tables in " + name + ".md beside it");
        out.println(plots.says());
        out.flush();
    }

    /** A sentence for each bound that was missed and is not known to be. */
    public List<String> complaints() {
        return verdicts(scenarios).stream()
                .filter(ClaimVerdict::isMissedUnawares)
                .map(ClaimVerdict::complaint)
                .toList();
    }

    /** What came of the claims of some scenarios. */
    List<ClaimVerdict> verdicts(List<Scenario> of) {
        return of.stream()
                .flatMap(scenario -> scenario.claims().stream())
                .flatMap(claim -> ClaimVerdict.of(claim, results).stream())
                .toList();
    }
}
