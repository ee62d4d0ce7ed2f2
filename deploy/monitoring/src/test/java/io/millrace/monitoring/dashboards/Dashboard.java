// SPDX-License-Identifier: Apache-2.0
package io.millrace.monitoring.dashboards;

import java.util.List;
import java.util.stream.Stream;

/**
 * A page of Grafana, read from top to bottom.
 *
 * @param uid part of its address, so it never changes
 * @param choices the labels by which whoever looks may narrow it
 */
record Dashboard(String uid, String title, String description, List<Choice> choices, List<Row> rows) {
    Dashboard {
        choices = List.copyOf(choices);
        rows = List.copyOf(rows);
    }

    Stream<Panel> panels() {
        return rows.stream().flatMap(row -> row.panels().stream());
    }

    Filters filters() {
        return new Filters(choices.stream().map(Choice::label).toList());
    }

    @Override
    public String toString() {
        return uid;
    }

    /** All that Grafana asks of Prometheus for it, as PromQL with Grafana's variables. */
    Stream<Query> queries() {
        return panels().flatMap(panel -> panel.queries(filters()).stream());
    }

    /**
     * A label of which whoever looks chooses values.
     *
     * @param values a query of Grafana for those that there are
     * @param all a regular expression for "All"
     */
    record Choice(String label, String title, String values, String all) {
        static final Choice JOB =
                new Choice("job", "Job", "label_values(up{job=~\"millrace-.+\"}, job)", "millrace-.+");
        static final Choice INSTANCE =
                new Choice("instance", "Instance", "label_values(up{job=~\"$job\"}, instance)", ".+");
        static final Choice PIPELINE =
                new Choice("pipeline", "Pipeline", "label_values(millrace_pipeline_running, pipeline)", ".+");
        /** With {@code none}, for requests for no pipeline. */
        static final Choice GATEWAY_PIPELINE =
                new Choice("pipeline", "Pipeline", "label_values(millrace_gateway_requests_total, pipeline)", ".+");

        static final Choice CONNECTOR =
                new Choice("connector", "Connector", "label_values(millrace_sink_batches_total, connector)", ".+");
    }
}
