// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.bench.bed.Pace;
import io.millrace.bench.bed.TestBed;
import io.millrace.bench.data.DataSet;
import io.millrace.bench.model.Chart;
import io.millrace.bench.model.Claim;
import io.millrace.bench.model.Figure;
import io.millrace.bench.model.Figures;
import io.millrace.bench.model.Results;
import io.millrace.bench.model.Row;
import io.millrace.bench.model.Run;
import io.millrace.bench.model.Scenario;
import io.millrace.bench.model.Term;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knowm.xchart.ChartEncoder;

class ReportTest {
    private static final int[] SIZES = {100, 1_000, 5_000, 20_000};

    @TempDir
    Path folder;

    @Test
    void shouldPrintEveryRunAndClaimInLinesThatFitATerminal() {
        // Given
        StringWriter text = new StringWriter();

        // When
        report().print(new PrintWriter(text));

        // Then
        assertThat(text.toString()).contains("What does size cost?", "size-100", "size-20000", "MISSED", "reached");
        assertThat(text.toString().lines().skip(3))
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(140));
    }

    @Test
    void shouldWriteWhatItFoundAsJsonMarkdownAndPlots() throws Exception {
        // Given
        StringWriter said = new StringWriter();

        // When
        report().write(folder.resolve("report.json"), new PrintWriter(said));

        // Then
        JsonNode json =
                new ObjectMapper().readTree(folder.resolve("report.json").toFile());
        assertThat(json.at("/machine/cores").asInt()).isPositive();
        assertThat(json.at("/runs/size-100/rounds")).hasSize(3);
        assertThat(json.at("/runs/size-100/median/eventsPerSecond").asDouble()).isPositive();
        assertThat(json.at("/scenarios/0/claims")).hasSize(2).allSatisfy(claim -> {
            assertThat(claim.get("least").asDouble())
                    .isLessThan(claim.get("value").asDouble());
            assertThat(claim.get("most").asDouble())
                    .isGreaterThan(claim.get("value").asDouble());
        });
        assertThat(json.at("/failures/size-100")).hasSize(1);
        assertThat(folder.resolve("report.md")).content().contains("| size-5000 |");
        assertThat(said.toString()).containsAnyOf("Plots in", "There are no plots");
        if (said.toString().contains("Plots in")) {
            assertThat(ImageIO.read(
                            folder.resolve("report-plots/rate-by-size.png").toFile()))
                    .isNotNull();
            assertThat(folder.resolve("report.md")).content().contains("report-plots/rate-by-size.png");
        }
    }

    @Test
    void shouldHoldWhatMustNeverHappenAgainstTheWorstRound() {
        // Given
        Results results = new Results();
        for (int round = 1; round <= 3; round++) {
            results.add(
                    "once",
                    round,
                    Figures.builder().with(Figure.LOST, round == 3 ? 3 : 0).build());
            results.add("never", round, Figures.builder().with(Figure.LOST, 0).build());
        }
        List<Claim> claims = Stream.of("once", "never")
                .map(run -> Claim.neverMore(0, run, new Term(run, Figure.LOST)))
                .toList();
        Scenario scenario = new Scenario(
                "kills", "What is lost?", List.of(new Named("once"), new Named("never")), claims, List.of());

        // When
        List<ClaimVerdict> verdicts = new Report(
                        Conditions.here(Path.of("."), 3, Pace.SMALL), List.of(scenario), results)
                .verdicts(List.of(scenario));

        // Then
        assertThat(verdicts).extracting(ClaimVerdict::value).containsExactly(3.0, 0.0);
        assertThat(verdicts).extracting(ClaimVerdict::isReached).containsExactly(false, true);
        assertThat(verdicts).extracting(ClaimVerdict::margin).containsExactly(0.0, Double.POSITIVE_INFINITY);
    }

    @Test
    void shouldCompareWhatIsOfTheSameRound() {
        Results results = new Results();
        results.add("one", 1, figures(100));
        results.add("one", 3, figures(300));
        results.add("other", 2, figures(50));
        results.add("other", 3, figures(150));

        assertThat(results.ratios(
                        new Term("one", Figure.EVENTS_PER_SECOND), new Term("other", Figure.EVENTS_PER_SECOND)))
                .containsExactly(2);
    }

    @Test
    void shouldComplainOfMissedBoundsThatAreNotKnownToBe() {
        // Given
        Results results = new Results();
        for (double other : new double[] {98, 100, 102}) {
            results.add(
                    "pair",
                    1,
                    Figures.builder()
                            .with(Figure.EVENTS_PER_CPU_SECOND, 80)
                            .with(Figure.OTHER_EVENTS_PER_CPU_SECOND, other)
                            .build());
        }
        Term one = new Term("pair", Figure.EVENTS_PER_CPU_SECOND);
        Term other = new Term("pair", Figure.OTHER_EVENTS_PER_CPU_SECOND);
        Scenario scenario = new Scenario(
                "pairs",
                "Which is faster?",
                List.of(new Named("pair")),
                List.of(
                        Claim.atLeast(0.75, "low", one, other),
                        Claim.atLeast(0.9, "high", one, other),
                        Claim.atLeast(0.9, "known", one, other).knownAsMissed("It does more."),
                        Claim.atLeast(0.801, "near", one, other)),
                List.of());

        // When
        Report report = new Report(Conditions.here(Path.of("."), 1, Pace.SMALL), List.of(scenario), results);

        // Then
        assertThat(report.complaints())
                .containsExactly(
                        "high is 0.800, but must be at least 0.900",
                        "near is 0.800, but must be at least 0.801, which is within the interval");
        assertThat(Tables.claims(report.verdicts(List.of(scenario))).markdown())
                .contains("missed, as known", "| MISSED |", "| reached |", "| 3 |");
    }

    @Test
    void shouldDrawLinesThatLieFarApart() {
        // Given
        Report report = report(true);

        // When, Then
        assertThat(new Plots(report).pictures()).anySatisfy(picture -> {
            assertThat(picture.file()).isEqualTo("rate-by-size");
            assertThat(ChartEncoder.getBytes(picture.chart().get(), "png")).isNotEmpty();
        });
    }

    private static Report report() {
        return report(false);
    }

    private static Report report(boolean logarithmic) {
        List<Run> runs = new ArrayList<>();
        List<Chart.Point> points = new ArrayList<>();
        Results results = new Results();
        for (int size : SIZES) {
            runs.add(new Named("size-" + size));
            points.add(new Chart.Point(size, rate(size)));
            for (int round = 0; round < 3; round++) {
                results.add("size-" + size, round, figures(600_000 + 20_000 * Math.log(size) + 10_000 * round));
            }
        }
        results.addFailure("size-100", new IllegalStateException("once"));
        Scenario scenario = new Scenario(
                "sizes",
                "What does size cost?",
                runs,
                List.of(
                        Claim.atLeast(0.9, "20,000 / 100", rate(20_000), rate(100))
                                .aimingAt(1),
                        Claim.atMost(1, "100 / 20,000, turned", rate(20_000), rate(100))),
                List.of(new Chart(
                        "rate-by-size",
                        "Rate by size of the batch",
                        "events of a batch",
                        "events/s",
                        List.of(new Chart.Line("ours", points)),
                        logarithmic)));
        return new Report(Conditions.here(Path.of("."), 3, Pace.SMALL), List.of(scenario), results);
    }

    private static Term rate(int size) {
        return new Term("size-" + size, Figure.EVENTS_PER_SECOND);
    }

    private static Figures figures(double rate) {
        Figures.Builder figures = Figures.builder().with(Figure.EVENTS_PER_SECOND, rate);
        for (Figure figure : Figure.values()) {
            if (figure != Figure.EVENTS_PER_SECOND) {
                figures.with(figure, rate / 1_000);
            }
        }
        return figures.build();
    }

    private record Named(String name) implements Row {
        @Override
        public List<DataSet> data() {
            return List.of();
        }

        @Override
        public Figures measure(TestBed bed) {
            throw new UnsupportedOperationException();
        }
    }
}
