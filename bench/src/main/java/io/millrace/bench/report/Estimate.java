// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.report;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * A ratio that was measured several times, each time against what was measured at the same time.
 *
 * <p>Its value is the geometric mean. The logarithms of n ratios with the standard deviation s have a mean whose own is
 * s / √n, so the true ratio lies within
 *
 * <pre>value ×÷ exp(t · s / √n), t = the quantile of Student's distribution with n − 1 degrees of freedom at 99.5 %</pre>
 *
 * <p>in 99 of 100 such intervals (the paired t interval). A true ratio is told from a bound 4 times of 5 when it is further
 * from it than
 *
 * <pre>×÷ exp((t + t₀.₈) · s / √n)</pre>
 *
 * <p>It takes the ratios as independent, and knows nothing of what is the same for all of them.
 *
 * @param deviation of the logarithm of the value; NaN when the ratios do not tell
 * @param count of the ratios
 */
record Estimate(double value, double deviation, int count) {
    private static final double CONFIDENCE = 0.99;
    private static final double POWER = 0.8;

    static Estimate of(double... ratios) {
        double[] logarithms = Arrays.stream(ratios).map(Math::log).toArray();
        double mean = Arrays.stream(logarithms).average().orElse(Double.NaN);
        double squares = Arrays.stream(logarithms)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        int freedom = ratios.length - 1;
        double deviation = freedom > 0 ? Math.sqrt(squares / freedom / ratios.length) : Double.NaN;
        return new Estimate(Math.exp(mean), deviation, ratios.length);
    }

    boolean isKnown() {
        return !Double.isNaN(deviation);
    }

    double least() {
        return value / Math.exp(quantile() * deviation);
    }

    double most() {
        return value * Math.exp(quantile() * deviation);
    }

    /** The factor by which a true ratio must be off a bound to be told from it 4 times of 5; at least 1, or NaN. */
    double tellsFrom() {
        return isKnown()
                ? Math.exp((quantile() + student().inverseCumulativeProbability(POWER)) * deviation)
                : Double.NaN;
    }

    private double quantile() {
        return isKnown() ? student().inverseSurvivalProbability((1 - CONFIDENCE) / 2) : Double.NaN;
    }

    private TDistribution student() {
        return TDistribution.of(count - 1);
    }
}
