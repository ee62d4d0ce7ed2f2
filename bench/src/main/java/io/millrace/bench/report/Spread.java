// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.report;

import java.util.List;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Within what factor of a ratio the same ratio of a second run of the command will lie, up or down.
 *
 * <p>A ratio of medians has, as a logarithm, the variance V = the sum of the variances of its medians' logarithms. A second
 * run of as many rounds on the same machine scatters as the first does, so the logarithms of the two ratios differ with
 * variance 2 V, and the factor is
 *
 * <pre>exp(t · √(2 V)), t = the quantile of Student's distribution at 1 − (1 − 0.95) / (2 · claims)</pre>
 *
 * <p>That is the prediction interval for a future observation (Hahn and Meeker, Statistical Intervals, 1991, chapter 4),
 * with the level divided by the number of claims after Bonferroni: it holds for all ratios of a report at once, 19 times of
 * 20, where intervals of 95 % each would lose two of forty ratios in nearly every second run. Variances come from
 * {@link Scatter}, degrees of freedom of their sum after Welch and Satterthwaite.
 *
 * <p>It takes the rounds as independent. What changes from command to command but not from round to round, such as where
 * on the disk the data lie, it cannot know; what is slow for a whole round, and cancels out in a ratio, it counts in.
 *
 * @param factor at least 1; NaN when the rounds do not tell
 */
record Spread(double factor) {
    private static final double CONFIDENCE = 0.95;

    /** Of a ratio whose medians have these scatters, one among so many claims. */
    static Spread of(List<Scatter> medians, int claims) {
        double variance =
                medians.stream().mapToDouble(Scatter::varianceOfMedian).sum();
        if (variance == 0) {
            return new Spread(1);
        }
        if (Double.isNaN(variance)) {
            return new Spread(Double.NaN);
        }
        double t =
                TDistribution.of(freedom(medians, variance)).inverseSurvivalProbability((1 - CONFIDENCE) / 2 / claims);
        return new Spread(Math.exp(t * Math.sqrt(2 * variance)));
    }

    private static double freedom(List<Scatter> medians, double variance) {
        return variance
                * variance
                / medians.stream()
                        .filter(scatter -> scatter.variance() > 0)
                        .mapToDouble(
                                scatter -> scatter.varianceOfMedian() * scatter.varianceOfMedian() / scatter.freedom())
                        .sum();
    }

    boolean isKnown() {
        return !Double.isNaN(factor);
    }

    double least(double ratio) {
        return ratio / factor;
    }

    double most(double ratio) {
        return ratio * factor;
    }
}
