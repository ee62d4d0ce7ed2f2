// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.report;

import java.util.Arrays;
import java.util.Optional;

/** What the rounds of one run say of one figure. */
record Summary(double median, double least, double most) {
    /** Of what is a number among the values; empty when nothing is. */
    static Optional<Summary> of(double... values) {
        double[] sorted =
                Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
        if (sorted.length == 0) {
            return Optional.empty();
        }
        double median = (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
        return Optional.of(new Summary(median, sorted[0], sorted[sorted.length - 1]));
    }
}
