// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.load;

/**
 * The slope of the straight line through some points, by least squares. What comes in steps has a rate by it that a
 * difference of two looks does not have. Not for use by two threads.
 */
public final class Slope {
    private long points;
    private double meanX;
    private double meanY;
    private double together;
    private double square;

    /** Welford's update: the sums would lose digits, as the points lie far from the origin. */
    public void add(double x, double y) {
        points++;
        double fromMean = x - meanX;
        meanX += fromMean / points;
        meanY += (y - meanY) / points;
        together += fromMean * (y - meanY);
        square += fromMean * (x - meanX);
    }

    /** Not a number with less than two points. */
    public double value() {
        return together / square;
    }
}
