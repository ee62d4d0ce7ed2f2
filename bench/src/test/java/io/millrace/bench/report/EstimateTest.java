// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EstimateTest {
    @Test
    void shouldTakeTheGeometricMeanAndStudentsInterval() {
        // When
        Estimate estimate = Estimate.of(0.5, 1, 2);

        // Then
        assertThat(estimate.value()).isCloseTo(1, within(1e-9));
        assertThat(estimate.deviation()).as("ln 2 / √3").isCloseTo(Math.log(2) / Math.sqrt(3), within(1e-9));
        assertThat(estimate.most())
                .as("t at 0.995 and 2")
                .isCloseTo(Math.exp(9.92484 * Math.log(2) / Math.sqrt(3)), within(1e-2));
        assertThat(estimate.least() * estimate.most()).isCloseTo(1, within(1e-9));
        assertThat(estimate.tellsFrom()).isGreaterThan(estimate.most());
    }

    @Test
    void shouldNotTellFromOneRatioAndTellEverythingWhereNothingVaries() {
        // When
        Estimate one = Estimate.of(3);
        Estimate same = Estimate.of(7, 7, 7);

        // Then
        assertThat(one.value()).isCloseTo(3, within(1e-9));
        assertThat(one.isKnown()).isFalse();
        assertThat(one.tellsFrom()).isNaN();
        assertThat(same.least()).isCloseTo(7, within(1e-9));
        assertThat(same.most()).isCloseTo(7, within(1e-9));
        assertThat(same.tellsFrom()).isCloseTo(1, within(1e-9));
    }

    /** The promise: 99 of 100 intervals hold the true ratio. */
    @ParameterizedTest
    @ValueSource(ints = {2, 5, 12})
    void shouldHoldTheTrueRatio(int count) {
        // Given
        Random random = new Random(1);
        int trials = 10_000;

        // When
        long held = IntStream.range(0, trials)
                .mapToObj(any -> noisy(random, 0.7, count))
                .filter(estimate -> estimate.least() <= 0.7 && estimate.most() >= 0.7)
                .count();

        // Then
        assertThat(held / (double) trials).isBetween(0.985, 0.995);
    }

    /** The power: a ratio so far off a bound is told from it in about 4 of 5 trials, at least. */
    @ParameterizedTest
    @ValueSource(ints = {6, 12})
    void shouldTellARatioFromABoundThatIsFarEnough(int count) {
        // Given
        Random random = new Random(1);
        int trials = 10_000;
        double bound = 0.85;
        double factor = IntStream.range(0, trials)
                .mapToDouble(any -> Math.log(noisy(random, 1, count).tellsFrom()))
                .average()
                .getAsDouble();

        // When
        long told = IntStream.range(0, trials)
                .mapToObj(any -> noisy(random, bound * Math.exp(factor), count))
                .filter(estimate -> estimate.least() > bound)
                .count();

        // Then
        assertThat(told / (double) trials).isBetween(0.7, 0.9);
    }

    /** Ratios that scatter by about a tenth. */
    private static Estimate noisy(Random random, double ratio, int count) {
        return Estimate.of(IntStream.range(0, count)
                .mapToDouble(any -> ratio * Math.exp(0.1 * random.nextGaussian()))
                .toArray());
    }
}
