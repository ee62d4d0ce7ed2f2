// SPDX-License-Identifier: Apache-2.0
package io.millrace.monitoring.dashboards;

/** How a panel shows its queries; all of them come with Grafana. */
enum Kind {
    /** How it is now, one number for each series. */
    STAT("stat", true),
    /** How it is now, one row for each series, with its labels. */
    TABLE("table", true),
    /** How it went. */
    LINES("timeseries", false),
    /** From when to when something was so. */
    STATES("state-timeline", false),
    /** How many took how long. */
    HEATMAP("heatmap", false);

    private final String grafana;
    private final boolean now;

    Kind(String grafana, boolean now) {
        this.grafana = grafana;
        this.now = now;
    }

    String grafana() {
        return grafana;
    }

    /** Whether it asks for this moment only. Over a range, the last sample of a process that is gone would look as if it were of now. */
    boolean now() {
        return now;
    }
}
