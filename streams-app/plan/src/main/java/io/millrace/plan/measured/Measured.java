// SPDX-License-Identifier: Apache-2.0
package io.millrace.plan.measured;

import io.millrace.plan.figure.Interval;
import io.millrace.plan.figure.Origin;

/** A cost, and where it comes from. */
public record Measured(Interval value, Origin origin) {
    Measured times(double factor, String why) {
        return new Measured(value.times(factor), new Origin(origin.kind(), origin.source() + why));
    }

    Measured plus(Measured other) {
        return new Measured(
                value.plus(other.value), new Origin(origin.kind(), origin.source() + "; " + other.origin.source()));
    }
}
