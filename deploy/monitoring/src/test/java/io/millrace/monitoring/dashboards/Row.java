// SPDX-License-Identifier: Apache-2.0
package io.millrace.monitoring.dashboards;

import io.millrace.monitoring.dashboards.Panel.Kind;
import java.util.List;

/**
 * Panels that answer one question, as many in a line as {@code columns}.
 *
 * @param columns a divisor of the width of a dashboard, 24, and of the number of panels
 */
record Row(String question, int columns, List<Panel> panels) {
    Row {
        panels = List.copyOf(panels);
        if (panels.isEmpty() || Grafana.WIDTH % columns != 0 || panels.size() % columns != 0) {
            throw new IllegalArgumentException(
                    question + " has " + panels.size() + " panels, which leaves a gap in lines of " + columns);
        }
    }

    static Row of(String question, int columns, Panel... panels) {
        return new Row(question, columns, List.of(panels));
    }

    /** How high each of its panels is. */
    int height() {
        return panels.stream().allMatch(panel -> panel.kind() == Kind.STAT) ? 4 : 8;
    }
}
