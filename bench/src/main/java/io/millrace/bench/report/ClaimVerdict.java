// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.report;

import io.millrace.bench.model.Claim;
import io.millrace.bench.model.Results;
import io.millrace.bench.model.Term;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What came of a claim.
 *
 * @param value the ratio of the medians, the median itself, or the most of the rounds, as the claim has it
 */
record ClaimVerdict(Claim claim, double value, Spread spread) {
    /** Empty when a run that it is about was not made. */
    static Optional<ClaimVerdict> of(Claim claim, Results results, int claims) {
        Optional<Double> over = claim.over() == null ? Optional.of(1.0) : median(claim.over(), results);
        return Summary.of(results.values(claim.of()))
                .map(summary -> claim.side() == Claim.Side.NEVER_MORE ? summary.most() : summary.median())
                .flatMap(of -> over.map(divisor -> of / divisor))
                .filter(Double::isFinite)
                .map(value -> new ClaimVerdict(claim, value, spread(claim, value, results, claims)));
    }

    private static Spread spread(Claim claim, double value, Results results, int claims) {
        if (value <= 0) {
            return new Spread(Double.NaN);
        }
        return Spread.of(
                Stream.of(claim.of(), claim.over())
                        .filter(term -> term != null)
                        .map(term -> Scatter.of(term, results))
                        .toList(),
                claims);
    }

    private static Optional<Double> median(Term term, Results results) {
        return Summary.of(results.values(term)).map(Summary::median);
    }

    boolean isReached() {
        return claim.isKept(value);
    }

    boolean hasAim() {
        return !Double.isNaN(claim.aim());
    }

    boolean isAimReached() {
        return hasAim() && (claim.side() == Claim.Side.AT_LEAST ? value >= claim.aim() : value <= claim.aim());
    }

    /** Above 1 on the good side, whichever that is. */
    double margin() {
        if (claim.side() == Claim.Side.AT_LEAST) {
            return value / claim.bound();
        }
        return value > 0 ? claim.bound() / value : Double.POSITIVE_INFINITY;
    }
}
