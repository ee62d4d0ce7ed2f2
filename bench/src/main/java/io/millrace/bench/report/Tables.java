// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.report;

import io.millrace.bench.model.Chart;
import io.millrace.bench.model.Claim;
import io.millrace.bench.model.Figure;
import io.millrace.bench.model.Results;
import io.millrace.bench.model.Run;
import io.millrace.bench.model.Scenario;
import io.millrace.bench.model.Term;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What is shown of results: for each scenario its runs, then its claims. */
final class Tables {
    /** Shown only where a claim or a chart is about them: they say what others say, or little. */
    private static final Set<Figure> ON_DEMAND = EnumSet.of(
            Figure.EVENTS_PER_CPU_SECOND,
            Figure.OTHER_ALLOCATED_AND_EVENT_BYTES,
            Figure.EVENT_BYTES,
            Figure.MEGABYTES_PER_SECOND,
            Figure.MEGABYTES_PER_CPU_SECOND,
            Figure.GC_SHARE);

    /** What stands above the claims. */
    static final String ON_CLAIMS = """
            Means of ratios, of the same pair of slices or else of the same round, and "of" how many. Of such intervals, 99 of 100 hold the
            true ratio. "told apart" is by how much it must be off the bound to be told from it 4 times of 5.""";

    private Tables() {}

    static Grid runs(Scenario scenario, Results results) {
        List<Figure> figures = figures(scenario, results);
        List<String> head = new ArrayList<>(List.of("run"));
        figures.forEach(figure -> head.add(figure.label()));
        Grid grid = new Grid(head);
        for (String run : made(scenario, results)) {
            List<String> row = new ArrayList<>(List.of(run));
            figures.forEach(figure -> row.add(Summary.of(results.values(new Term(run, figure)))
                    .map(summary -> Cells.of(figure, summary))
                    .orElse("")));
            grid.row(row);
        }
        return grid;
    }

    static Grid claims(List<ClaimVerdict> verdicts) {
        Grid grid = new Grid(List.of("claim", "measured", "interval", "told apart", "of", "bound", "aim", ""));
        for (ClaimVerdict verdict : verdicts) {
            Claim claim = verdict.claim();
            String sign = claim.side() == Claim.Side.AT_LEAST ? "≥ " : "≤ ";
            grid.row(List.of(
                    claim.says(),
                    Cells.ratio(verdict.value()),
                    interval(verdict.estimate()),
                    verdict.estimate().isKnown()
                            ? "×÷ " + Cells.ratio(verdict.estimate().tellsFrom())
                            : "?",
                    Integer.toString(verdict.estimate().count()),
                    sign + Cells.ratio(claim.bound()),
                    verdict.hasAim() ? sign + Cells.ratio(claim.aim()) : "",
                    said(verdict)));
        }
        return grid;
    }

    /** The runs of the scenario that have results. */
    static List<String> made(Scenario scenario, Results results) {
        return scenario.runs().stream()
                .map(Run::name)
                .filter(results.runs()::contains)
                .toList();
    }

    private static String interval(Estimate estimate) {
        return estimate.isKnown() ? Cells.ratio(estimate.least()) + '–' + Cells.ratio(estimate.most()) : "?";
    }

    private static String said(ClaimVerdict verdict) {
        if (!verdict.isReached()) {
            return verdict.claim().isKnownAsMissed() ? "missed, as known" : "MISSED";
        }
        if (verdict.claim().isKnownAsMissed()) {
            return "reached, though listed as missed";
        }
        return verdict.isAimReached() ? "reached, and the aim" : "reached";
    }

    private static List<Figure> figures(Scenario scenario, Results results) {
        Set<Figure> asked = EnumSet.noneOf(Figure.class);
        terms(scenario).map(Term::figure).forEach(asked::add);
        return Stream.of(Figure.values())
                .filter(figure -> asked.contains(figure) || !ON_DEMAND.contains(figure))
                .filter(figure -> made(scenario, results).stream()
                        .anyMatch(run -> results.values(new Term(run, figure)).length > 0))
                .toList();
    }

    private static Stream<Term> terms(Scenario scenario) {
        Stream<Term> claims = scenario.claims().stream()
                .flatMap(claim -> claim.over() == null ? Stream.of(claim.of()) : Stream.of(claim.of(), claim.over()));
        Stream<Term> charts = scenario.charts().stream()
                .flatMap(chart -> chart.lines().stream())
                .flatMap(line -> line.points().stream())
                .map(Chart.Point::y);
        return Stream.concat(claims, charts);
    }
}
