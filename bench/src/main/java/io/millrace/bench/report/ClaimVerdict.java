// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.report;

import io.millrace.bench.model.Claim;
import io.millrace.bench.model.Results;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What came of a claim. */
record ClaimVerdict(Claim claim, Estimate estimate) {
    /** Empty when a run that it is about was not made. */
    static Optional<ClaimVerdict> of(Claim claim, Results results) {
        double[] ratios = Arrays.stream(results.ratios(claim.of(), claim.over()))
                .filter(Double::isFinite)
                .toArray();
        if (ratios.length == 0) {
            return Optional.empty();
        }
        return Optional.of(new ClaimVerdict(
                claim,
                claim.side() == Claim.Side.NEVER_MORE
                        ? new Estimate(Arrays.stream(ratios).max().getAsDouble(), Double.NaN, ratios.length)
                        : Estimate.of(ratios)));
    }

    double value() {
        return estimate.value();
    }

    /** A bound was missed of which nobody says that it would be. */
    boolean isMissedUnawares() {
        return !isReached() && !claim.isKnownAsMissed();
    }

    /** Whether the interval is on one side of the bound. */
    boolean isTold() {
        return estimate.isKnown() && (estimate.least() > claim.bound() || estimate.most() < claim.bound());
    }

    /** One sentence about a bound that was missed. */
    String complaint() {
        return String.format(
                Locale.ROOT,
                "%s is %s, but must be at %s %s%s",
                claim.says(),
                Cells.ratio(value()),
                claim.side() == Claim.Side.AT_LEAST ? "least" : "most",
                Cells.ratio(claim.bound()),
                estimate.isKnown() && !isTold() ? ", which is within the interval" : "");
    }

    boolean isReached() {
        return claim.isKept(value());
    }

    boolean hasAim() {
        return !Double.isNaN(claim.aim());
    }

    boolean isAimReached() {
        return hasAim() && (claim.side() == Claim.Side.AT_LEAST ? value() >= claim.aim() : value() <= claim.aim());
    }

    /** Above 1 on the good side, whichever that is. */
    double margin() {
        if (claim.side() == Claim.Side.AT_LEAST) {
            return value() / claim.bound();
        }
        return value() > 0 ? claim.bound() / value() : Double.POSITIVE_INFINITY;
    }
}
