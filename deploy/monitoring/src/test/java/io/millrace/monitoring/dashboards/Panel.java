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

    /** With the bounds that are measured, and the dashboard's filters. */
    List<Query> queries(Filters filters) {
        return Stream.concat(own.stream(), bounds.stream().flatMap(bound -> bound.line().stream()))
                .map(query -> new Query(filters.in(query.expr()), query.legend()))
                .toList();
    }
}
