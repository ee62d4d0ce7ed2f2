// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.HorizontalBarChart;
import org.knowm.xchart.HorizontalBarChartBuilder;

/** One bar for each name, the first on top. */
record Bars(String title, String label, Map<String, Double> values) {
    private static final int WIDTH = 900;
    private static final int BAR = 26;
    private static final int AROUND = 130;

    HorizontalBarChart plot() {
        HorizontalBarChart plot = new HorizontalBarChartBuilder()
                .width(WIDTH)
                .height(AROUND + BAR * values.size())
                .title(title)
                .xAxisTitle(label)
                .build();
        Style.common(plot.getStyler());
        double most =
                values.values().stream().mapToDouble(Double::doubleValue).max().orElse(1);
        plot.getStyler().setLegendVisible(false);
        plot.getStyler().setXAxisDecimalPattern(Style.decimals(most));
        // A name beside every bar, however low the bars are.
        plot.getStyler().setXAxisMaxLabelCount(Math.max(2, values.size()));
        plot.getStyler().setXAxisMin(0.0).setXAxisMax(most > 0 ? most * 1.05 : 1);
        List<String> names = new ArrayList<>(values.keySet());
        plot.addSeries(label, names.stream().map(values::get).toList(), names);
        return plot;
    }
}
