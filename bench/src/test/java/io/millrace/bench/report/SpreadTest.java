// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.bench.model.Claim;
import io.millrace.bench.model.Figure;
import io.millrace.bench.model.Figures;
import io.millrace.bench.model.Results;
import io.millrace.bench.model.Term;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpreadTest {
    private static final Figure FIGURE = Figure.EVENTS_PER_SECOND;

    @Test
    void shouldPoolTheScatterOfAllRunsAndKeepALargerOne() {
        // Given
        Results results = new Results();
        add(results, "calm", 100, 100, 100);
        add(results, "wild", 100, 100 * Math.E, 100 * Math.E * Math.E);

        // When
        Scatter calm = Scatter.of(new Term("calm", FIGURE), results);
        Scatter wild = Scatter.of(new Term("wild", FIGURE), results);

        // Then
        assertThat(calm.variance()).as("(0 + 2) / 4").isCloseTo(0.5, within(1e-9));
        assertThat(wild.variance()).as("2 / 2").isCloseTo(1, within(1e-9));
        assertThat(calm.freedom()).isEqualTo(4);
        assertThat(calm.varianceOfMedian()).isCloseTo(0.5 * 0.4487, within(1e-9));
    }

    @Test
    void shouldTakeTheFactorFromStudentsDistribution() {
        // Given
        Scatter scatter = new Scatter(0.01, 10, 1);

        // When
        double factor = Spread.of(List.of(scatter, scatter), 1).factor();

        // Then
        assertThat(factor).as("t at 0.975 and 20").isCloseTo(Math.exp(2.08596 * Math.sqrt(0.04)), within(1e-4));
    }

    @Test
    void shouldWidenWithTheNumberOfClaims() {
        // Given
        List<Scatter> scatters = List.of(new Scatter(0.01, 10, 3));

        // When, Then
        assertThat(Spread.of(scatters, 40).factor())
                .isGreaterThan(Spread.of(scatters, 1).factor());
    }

    @Test
    void shouldBeUnknownAfterOneRoundAndNothingWhereNothingVaries() {
        // Given
        Results one = new Results();
        add(one, "a", 1);
        Results same = new Results();
        add(same, "a", 7, 7, 7);

        // When, Then
        assertThat(Spread.of(List.of(Scatter.of(new Term("a", FIGURE), one)), 1).isKnown())
                .isFalse();
        assertThat(Spread.of(List.of(Scatter.of(new Term("a", FIGURE), same)), 1)
                        .factor())
                .isEqualTo(1);
    }

    /** The promise: second runs lie inside, of one ratio 19 of 20, and of many ratios all of them 19 times of 20. */
    @ParameterizedTest
    @CsvSource({"2, 20, 1", "3, 20, 1", "3, 40, 25", "5, 6, 1", "5, 40, 25"})
    void shouldHoldTheRatiosOfASecondRun(int rounds, int runs, int claims) {
        // Given
        Random random = new Random(1);
        int pairs = 400;

        // When
        int held = 0;
        for (int pair = 0; pair < pairs; pair++) {
            Results first = noisy(random, runs, rounds);
            Results second = noisy(random, runs, rounds);
            held += holds(first, second, claims) ? 1 : 0;
        }

        // Then
        assertThat(held / (double) pairs).isGreaterThanOrEqualTo(0.93);
    }

    private static boolean holds(Results first, Results second, int claims) {
        for (int i = 1; i <= claims; i++) {
            Claim claim = Claim.atLeast(1, "any", new Term("run-" + i, FIGURE), new Term("run-" + (i - 1), FIGURE));
            ClaimVerdict stated = ClaimVerdict.of(claim, first, claims).orElseThrow();
            double value = ClaimVerdict.of(claim, second, claims).orElseThrow().value();
            if (value < stated.spread().least(stated.value())
                    || value > stated.spread().most(stated.value())) {
                return false;
            }
        }
        return true;
    }

    /** Rounds that scatter by about a tenth. */
    private static Results noisy(Random random, int runs, int rounds) {
        Results results = new Results();
        for (int run = 0; run < runs; run++) {
            for (int round = 0; round < rounds; round++) {
                add(results, "run-" + run, 1_000 * (run + 1) * Math.exp(0.1 * random.nextGaussian()));
            }
        }
        return results;
    }

    private static void add(Results results, String run, double... values) {
        for (double value : values) {
            results.add(run, Figures.builder().with(FIGURE, value).build());
        }
    }
}
