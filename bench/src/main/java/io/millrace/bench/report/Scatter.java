// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.report;

import io.millrace.bench.model.Results;
import io.millrace.bench.model.Term;
import java.util.Arrays;

/**
 * How far the rounds of one run lie apart in one figure, as the variance of its logarithm.
 *
 * <p>A run has few rounds, too few to tell its own scatter; all runs of a command together have many. So the squared
 * deviations of all of them from their run's mean are pooled for the figure, as an analysis of variance does; a run whose
 * own scatter is larger keeps its own.
 *
 * @param variance of one round's logarithm; NaN when nothing tells it
 * @param freedom degrees of freedom behind it
 * @param rounds of the run
 */
record Scatter(double variance, double freedom, int rounds) {
    /** Variance of the median of 1, 2, 3… normal values of variance 1; e.g. Sarhan and Greenberg, Contributions to Order Statistics, 1962. */
    private static final double[] VARIANCE_OF_MEDIAN = {1, 0.5, 0.4487, 0.2982, 0.2868, 0.2147, 0.2104, 0.1682, 0.1661};

    static Scatter of(Term term, Results results) {
        Squares pooled = Squares.NONE;
        for (String run : results.runs()) {
            pooled = pooled.plus(Squares.of(logarithms(new Term(run, term.figure()), results)));
        }
        double[] own = logarithms(term, results);
        return new Scatter(
                own.length > 1 ? Math.max(pooled.variance(), Squares.of(own).variance()) : pooled.variance(),
                pooled.freedom(),
                own.length);
    }

    /** Of the logarithm of the median of the rounds; beyond the table its limit for many values, which is a little more. */
    double varianceOfMedian() {
        double share = rounds <= VARIANCE_OF_MEDIAN.length && rounds > 0
                ? VARIANCE_OF_MEDIAN[rounds - 1]
                : Math.PI / 2 / rounds;
        return variance * share;
    }

    private static double[] logarithms(Term term, Results results) {
        return Arrays.stream(results.values(term))
                .filter(value -> Double.isFinite(value) && value > 0)
                .map(Math::log)
                .toArray();
    }

    private record Squares(double sum, int freedom) {
        static final Squares NONE = new Squares(0, 0);

        static Squares of(double[] values) {
            double mean = Arrays.stream(values).average().orElse(0);
            return new Squares(
                    Arrays.stream(values)
                            .map(value -> (value - mean) * (value - mean))
                            .sum(),
                    Math.max(0, values.length - 1));
        }

        Squares plus(Squares other) {
            return new Squares(sum + other.sum, freedom + other.freedom);
        }

        double variance() {
            return sum / freedom;
        }
    }
}
