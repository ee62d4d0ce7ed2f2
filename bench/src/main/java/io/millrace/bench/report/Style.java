// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.report;

import java.awt.Color;
import java.awt.Font;
import org.knowm.xchart.style.AxesChartStyler;

/** What all plots look like. */
final class Style {
    private static final Color FAINT = new Color(0xdd, 0xdd, 0xdd);
    private static final Color[] SERIES = {
        new Color(0x1f, 0x6f, 0xb4),
        new Color(0xd9, 0x5f, 0x02),
        new Color(0x1b, 0x9e, 0x77),
        new Color(0x75, 0x70, 0xb3),
        new Color(0xe7, 0x29, 0x8a),
        new Color(0x66, 0x66, 0x66)
    };

    private Style() {}

    static void common(AxesChartStyler styler) {
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setSeriesColors(SERIES);
        styler.setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 15));
        Font plain = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
        styler.setAxisTickLabelsFont(plain);
        styler.setAxisTitleFont(plain);
        styler.setLegendFont(plain);
        styler.setChartTitleBoxVisible(false);
        styler.setPlotBorderVisible(false);
        styler.setLegendBorderColor(Color.WHITE);
        styler.setPlotGridLinesColor(FAINT);
    }

    /** Digits enough to tell the ticks of an axis apart that goes that far. */
    static String decimals(double most) {
        return most >= 10 ? "#,##0" : most >= 1 ? "0.0" : "0.000";
    }
}
