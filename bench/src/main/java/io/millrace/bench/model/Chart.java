// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.model;

import java.util.List;

/**
 * A picture of how a figure moves.
 *
 * @param file its name without an ending
 * @param logarithmic whether each step up is a factor, for lines that lie far apart
 */
public record Chart(String file, String title, String xLabel, String yLabel, List<Line> lines, boolean logarithmic) {
    public Chart {
        lines = List.copyOf(lines);
    }

    public Chart(String file, String title, String xLabel, String yLabel, List<Line> lines) {
        this(file, title, xLabel, yLabel, lines, false);
    }

    /** One line, its points from left to right. */
    public record Line(String label, List<Point> points) {
        public Line {
            points = List.copyOf(points);
        }
    }

    /** The median of {@code y} at {@code x}. */
    public record Point(double x, Term y) {}
}
