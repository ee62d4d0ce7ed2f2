// SPDX-License-Identifier: Apache-2.0
package io.millrace.monitoring.dashboards;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A question's answer, or a part of it.
 *
 * @param shown the alerts whose fault it shows
 * @param bounds where these begin, in its own unit
 */
record Panel(
        Kind kind,
        String title,
        String description,
        Unit unit,
        List<Query> own,
        List<String> shown,
        List<Bound> bounds) {
    Panel {
        own = List.copyOf(own);
        shown = List.copyOf(shown);
        bounds = List.copyOf(bounds);
    }

    static Panel of(Kind kind, String title, Unit unit, String description) {
        return new Panel(kind, title, description, unit, List.of(), List.of(), List.of());
    }

    Panel query(String expr, String legend) {
        List<Query> more = new ArrayList<>(own);
        more.add(new Query(expr, legend));
        return new Panel(kind, title, description, unit, more, shown, bounds);
    }

    /** Says that it shows the fault of {@code alert}, whose bound has another unit. */
    Panel shows(String alert) {
        return with(alert, List.of());
    }

    /** Says that it shows what {@code alert} watches, and takes its bounds. */
    Panel bounded(String alert) {
        return with(alert, Bound.of(alert));
    }

    /** The same, where rules of several severities have that name and one of them has the panel's unit. */
    Panel bounded(String alert, String severity) {
        return with(
                alert,
                Bound.of(alert).stream()
                        .filter(bound -> bound.severity().equals(severity))
                        .toList());
    }

    private Panel with(String alert, List<Bound> more) {
        return new Panel(
                kind,
                title,
                description,
                unit,
                own,
                Stream.concat(shown.stream(), Stream.of(alert)).toList(),
                Stream.concat(bounds.stream(), more.stream()).toList());
    }

    /** Whether it asks for something that is wrong when it is so, and no alert says so. */
    boolean isYesWrong() {
        return unit == Unit.YES_NO && bounds.isEmpty();
    }

    /** With the bounds that are measured, and the dashboard's filters. */
    List<Query> queries(Filters filters) {
        return Stream.concat(own.stream(), bounds.stream().flatMap(bound -> bound.line().stream()))
                .map(query -> new Query(filters.in(query.expr()), query.legend()))
                .toList();
    }

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

    /** What a number is, by Grafana's names. */
    enum Unit {
        COUNT("short"),
        SECONDS("s"),
        BYTES("bytes"),
        SHARE("percentunit"),
        YES_NO("bool_yes_no"),
        EVENTS_PER_SECOND("cps"),
        REQUESTS_PER_SECOND("reqps"),
        BYTES_PER_SECOND("Bps"),
        PER_SECOND("ops");

        private final String grafana;

        Unit(String grafana) {
            this.grafana = grafana;
        }

        String grafana() {
            return grafana;
        }
    }
}
