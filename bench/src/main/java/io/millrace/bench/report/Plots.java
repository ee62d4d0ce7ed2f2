// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.report;

import io.millrace.bench.model.Chart;
import io.millrace.bench.model.Figure;
import io.millrace.bench.model.Scenario;
import io.millrace.bench.model.Term;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.internal.chartpart.IChart;

/** The report as pictures: all claims, the rates of the first scenario, and of each one its charts, or its rates where it has none. */
record Plots(Report report) {
    /** One claim that is far beyond its bound would make the others too small to read. */
    private static final double CUT = 3;

    private static final String MARGIN = "measured / bound, or bound / measured where less is better; cut at 3";

    /** The group of the picture of all claims. */
    static final String CLAIMS = "claims";

    /**
     * One file.
     *
     * @param group the scenario that it belongs to, or {@value #CLAIMS}
     * @param file its name without an ending
     */
    record Picture(String group, String file, String title, Supplier<IChart> chart) {}

    /**
     * What came of it.
     *
     * @param says for the user
     */
    record Outcome(boolean isDrawn, String says) {}

    /** Writes them all; a JDK that cannot draw, for want of fonts or libraries, fails nothing. */
    Outcome write(Path folder) throws IOException {
        System.setProperty("java.awt.headless", "true");
        deleteEarlier(folder);
        try {
            Map<String, byte[]> files = new LinkedHashMap<>();
            for (Picture picture : pictures()) {
                files.put(picture.file(), ChartEncoder.getBytes(picture.chart().get(), "png"));
            }
            Files.createDirectories(folder);
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                Files.write(folder.resolve(file.getKey() + ".png"), file.getValue());
            }
        } catch (LinkageError | InternalError | RuntimeException e) {
            return new Outcome(false, "There are no plots, as this JDK cannot draw (does it lack fonts?): " + e);
        }
        return new Outcome(true, "Plots in " + folder);
    }

    /** A picture that is no longer made should not stay beside those that are. */
    private static void deleteEarlier(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> pictures = Files.newDirectoryStream(folder, "*.png")) {
                for (Path picture : pictures) {
                    Files.delete(picture);
                }
            }
        }
    }

    /** Those that have anything to show. */
    List<Picture> pictures() {
        List<Picture> pictures = new ArrayList<>();
        Map<String, Double> margins = new LinkedHashMap<>();
        report.verdicts(report.scenarios())
                .forEach(verdict -> margins.put(verdict.claim().says(), Math.min(CUT, verdict.margin())));
        bars(CLAIMS, CLAIMS, new Bars("All claims: 1 and more is reached", MARGIN, margins), pictures);
        for (Scenario scenario : report.scenarios()) {
            if (scenario.charts().isEmpty()
                    || scenario.equals(report.scenarios().get(0))) {
                bars(scenario.name(), scenario.name() + "-rates", rates(scenario), pictures);
            }
            for (Chart chart : scenario.charts()) {
                if (LineChart.hasPoints(chart, report.results())) {
                    pictures.add(new Picture(
                            scenario.name(), chart.file(), chart.title(), () -> LineChart.of(chart, report.results())));
                }
            }
        }
        return pictures;
    }

    private static void bars(String group, String file, Bars bars, List<Picture> pictures) {
        if (!bars.values().isEmpty()) {
            pictures.add(new Picture(group, file, bars.title(), bars::plot));
        }
    }

    private Bars rates(Scenario scenario) {
        Map<String, Double> medians = new LinkedHashMap<>();
        for (String run : Tables.made(scenario, report.results())) {
            Summary.of(report.results().values(new Term(run, Figure.EVENTS_PER_SECOND)))
                    .ifPresent(summary -> medians.put(run, summary.median()));
        }
        return new Bars(scenario.question(), Figure.EVENTS_PER_SECOND.label(), medians);
    }
}
