package io.millrace.bench;

import java.util.List;

/**
 * A picture of how a figure moves.
 *
 * @param file its name without an ending
 */
public record Chart(String file, String title, String xLabel, String yLabel, List<Line> lines) {
    public Chart {
        lines = List.copyOf(lines);
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
