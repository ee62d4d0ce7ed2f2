// SPDX-License-Identifier: Apache-2.0
package io.millrace.plan.figure;

/** A value, and the least and the most that it may be by what is known; all three are the same where nothing else is. */
public record Interval(double least, double value, double most) {
    public Interval {
        if (!(least <= value && value <= most)) {
            throw new IllegalArgumentException("not an interval: " + least + ", " + value + ", " + most);
        }
    }

    public static Interval of(double value) {
        return new Interval(value, value, value);
    }

    /** {@code factor} is not negative. */
    public Interval times(double factor) {
        return new Interval(least * factor, value * factor, most * factor);
    }

    public Interval plus(Interval other) {
        return new Interval(least + other.least, value + other.value, most + other.most);
    }
}
