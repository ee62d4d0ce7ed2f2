// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.report;

import io.millrace.bench.model.Chart;
import io.millrace.bench.model.Results;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;

/** A figure against a parameter. */
final class LineChart {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 440;
    private static final double DECADE = 10;

    private LineChart() {}

    static boolean hasPoints(Chart chart, Results results) {
        return chart.lines().stream()
                .flatMap(line -> line.points().stream())
                .anyMatch(point -> Summary.of(results.values(point.y())).isPresent());
    }

    /** Without the points whose run was not made; without a line when it has none. */
    static XYChart of(Chart chart, Results results) {
        XYChart plot = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(chart.title())
                .xAxisTitle(chart.xLabel())
                .yAxisTitle(chart.yLabel())
                .build();
        List<Double> allX = new ArrayList<>();
        List<Double> allY = new ArrayList<>();
        for (Chart.Line line : chart.lines()) {
            List<Double> x = new ArrayList<>();
            List<Double> y = new ArrayList<>();
            for (Chart.Point point : line.points()) {
                Summary.of(results.values(point.y())).ifPresent(summary -> {
                    x.add(point.x());
                    y.add(summary.median());
                });
            }
            if (!x.isEmpty()) {
                plot.addSeries(line.label(), x, y);
                allX.addAll(x);
                allY.addAll(y);
            }
        }
        style(plot, allX, allY);
        if (chart.logarithmic() && allY.stream().allMatch(y -> y > 0)) {
            plot.getStyler().setYAxisLogarithmic(true).setYAxisMin(null).setYAxisMax(null);
        }
        return plot;
    }

    private static void style(XYChart plot, List<Double> x, List<Double> y) {
        double most = y.stream().mapToDouble(Double::doubleValue).max().orElse(0);
        Style.common(plot.getStyler());
        plot.getStyler().setXAxisLogarithmic(spansADecade(x)).setYAxisDecimalPattern(Style.decimals(most));
        plot.getStyler().setXAxisDecimalPattern("#,###.###");
        plot.getStyler().setMarkerSize(7);
        plot.getStyler().setYAxisMin(0.0).setYAxisMax(most > 0 ? most * 1.1 : 1);
        plot.getStyler().setLegendPosition(Styler.LegendPosition.OutsideS);
        plot.getStyler().setLegendLayout(Styler.LegendLayout.Horizontal);
    }

    private static boolean spansADecade(List<Double> x) {
        double least = x.stream().mapToDouble(Double::doubleValue).min().orElse(0);
        double most = x.stream().mapToDouble(Double::doubleValue).max().orElse(0);
        return least > 0 && most / least >= DECADE;
    }
}
