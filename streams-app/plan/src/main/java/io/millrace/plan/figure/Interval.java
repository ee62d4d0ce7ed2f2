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

    public Interval times(double factor) {
        double one = least * factor;
        double other = most * factor;
        return new Interval(Math.min(one, other), value * factor, Math.max(one, other));
    }

    public Interval plus(Interval other) {
        return new Interval(least + other.least, value + other.value, most + other.most);
    }

    public Interval notBelow(double floor) {
        return new Interval(Math.max(floor, least), Math.max(floor, value), Math.max(floor, most));
    }
}
