// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.report;

import io.millrace.bench.model.Figure;

/** Numbers as a reader takes them in: three digits that count. */
final class Cells {
    private static final double THOUSANDS_FROM = 10_000;

    private static final double LARGE = 1e6;

    private Cells() {}

    /** The median, and behind it the least and the most when they differ from it. */
    static String of(Figure figure, Summary summary) {
        String median = number(figure, summary.median());
        String least = number(figure, summary.least());
        String most = number(figure, summary.most());
        if (least.equals(most)) {
            return median;
        }
        boolean sameUnit = least.endsWith("k") && most.endsWith("k");
        return median + ' ' + (sameUnit ? least.substring(0, least.length() - 1) : least) + '–' + most;
    }

    static String ratio(double value) {
        if (Double.isNaN(value)) {
            return "?";
        }
        double size = Math.abs(value);
        String format =
                size >= LARGE ? "%.0e" : size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f";
        return format.formatted(value);
    }

    private static String number(Figure figure, double value) {
        return value < THOUSANDS_FROM ? figure.format(value) : ratio(value / 1_000) + 'k';
    }
}
