// SPDX-License-Identifier: Apache-2.0
package io.millrace.plan.measured;

import io.millrace.plan.figure.Interval;
import java.util.Arrays;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * What one more process will take, by what others took.
 *
 * <p>When the logarithms of n rounds have the mean m and the standard deviation s, those of 19 in 20 further ones lie within
 *
 * <pre>m ± t · s · √(1 + 1/n), t = the quantile of Student's distribution with n − 1 degrees of freedom at 97.5 %</pre>
 *
 * <p>(the prediction interval). Two rounds do not tell how much they differ: of fewer than three, it is from the least to the
 * most.
 */
final class NextRound {
    private static final int ENOUGH = 3;
    private static final double BEYOND = 0.025;

    private NextRound() {}

    /** {@code rounds} are more than none, and above 0. */
    static Interval after(double... rounds) {
        double[] logs = Arrays.stream(rounds).map(Math::log).toArray();
        double mean = Arrays.stream(logs).average().orElseThrow();
        if (rounds.length < ENOUGH) {
            double least = Arrays.stream(rounds).min().orElseThrow();
            double most = Arrays.stream(rounds).max().orElseThrow();
            return new Interval(least, Math.min(Math.max(least, Math.exp(mean)), most), most);
        }
        int freedom = rounds.length - 1;
        double squares =
                Arrays.stream(logs).map(log -> (log - mean) * (log - mean)).sum();
        double away = TDistribution.of(freedom).inverseSurvivalProbability(BEYOND)
                * Math.sqrt(squares / freedom * (1 + 1.0 / rounds.length));
        return new Interval(Math.exp(mean - away), Math.exp(mean), Math.exp(mean + away));
    }
}
