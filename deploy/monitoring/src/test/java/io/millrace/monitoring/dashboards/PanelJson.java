// SPDX-License-Identifier: Apache-2.0
package io.millrace.monitoring.dashboards;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.monitoring.Rule;
import io.millrace.monitoring.dashboards.Panel.Kind;
import io.millrace.monitoring.dashboards.Panel.Unit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** One panel as JSON, without its place. */
record PanelJson(Filters filters) {
    private static final String GOOD = "green";
    private static final Map<String, String> COLOURS =
            Map.of("P0", "dark-red", "P1", "red", "P2", "orange", "P3", "yellow");

    /** A step of Grafana's includes its value: the least number that is more than none. */
    private static final double MORE_THAN_NONE = 1e-9;

    /** All of them ask the data source that was chosen above. */
    static void datasource(ObjectNode json) {
        json.putObject("datasource").put("type", "prometheus").put("uid", "${datasource}");
    }

    ObjectNode write(ObjectNode json, Panel panel) {
        json.put("type", panel.kind().grafana()).put("title", panel.title()).put("description", panel.description());
        datasource(json);
        targets(json.putArray("targets"), panel);
        ObjectNode field = json.putObject("fieldConfig");
        ObjectNode defaults =
                field.putObject("defaults").put("unit", panel.unit().grafana());
        if (panel.unit() != Unit.YES_NO) {
            defaults.put("min", 0);
        }
        steps(defaults.putObject("thresholds").put("mode", "absolute").putArray("steps"), panel);
        style(defaults, panel);
        overrides(field.putArray("overrides"), panel);
        options(json.putObject("options"), panel.kind());
        if (panel.kind() == Kind.TABLE) {
            onlyLabels(json.putArray("transformations"));
        }
        runbooks(json.putArray("links"), panel.shown());
        return json;
    }

    private void targets(ArrayNode targets, Panel panel) {
        char name = 'A';
        for (Query query : panel.queries(filters)) {
            ObjectNode target = targets.addObject()
                    .put("refId", String.valueOf(name++))
                    .put("expr", query.expr())
                    .put("legendFormat", query.legend())
                    .put("editorMode", "code")
                    .put("instant", panel.kind().now())
                    .put("range", !panel.kind().now());
            if (panel.kind() == Kind.TABLE || panel.kind() == Kind.HEATMAP) {
                target.put("format", panel.kind().grafana());
            }
            datasource(target);
        }
    }

    /** Green up to the first bound and, where less is worse, from the last one on; without an alert, "yes" is what is wrong. */
    private static void steps(ArrayNode steps, Panel panel) {
        List<Bound> numbers = panel.bounds().stream()
                .filter(bound -> bound.number().isPresent())
                .sorted(Comparator.comparing(bound -> bound.number().orElseThrow()))
                .toList();
        if (panel.isYesWrong()) {
            steps.addObject().putNull("value").put("color", GOOD);
            steps.addObject().put("value", 1).put("color", COLOURS.get("P1"));
        } else if (numbers.isEmpty() || !numbers.get(0).isBelow()) {
            steps.addObject().putNull("value").put("color", GOOD);
            numbers.forEach(
                    bound -> steps.addObject().put("value", value(bound)).put("color", colour(bound)));
        } else {
            Bound bound = numbers.get(numbers.size() - 1);
            steps.addObject().putNull("value").put("color", colour(bound));
            steps.addObject().put("value", value(bound)).put("color", GOOD);
        }
    }

    private static double value(Bound bound) {
        return Math.max(bound.number().orElseThrow(), MORE_THAN_NONE);
    }

    private static String colour(Bound bound) {
        return COLOURS.get(bound.severity());
    }

    private static void style(ObjectNode defaults, Panel panel) {
        boolean bounded =
                panel.bounds().stream().anyMatch(bound -> bound.number().isPresent());
        switch (panel.kind()) {
            case LINES -> {
                defaults.putObject("color").put("mode", "palette-classic");
                ObjectNode custom =
                        defaults.putObject("custom").put("fillOpacity", 5).put("spanNulls", false);
                custom.putObject("thresholdsStyle").put("mode", bounded ? "dashed" : "off");
            }
            case STATES -> defaults.putObject("custom").put("fillOpacity", 70).put("spanNulls", false);
            case STAT, TABLE, HEATMAP -> defaults.putObject("color").put("mode", "thresholds");
        }
    }

    /** A bound that is measured looks like one that is not. */
    private static void overrides(ArrayNode overrides, Panel panel) {
        panel.bounds().stream()
                .flatMap(bound -> bound.line().map(line -> Map.entry(line.legend(), colour(bound))).stream())
                .forEach(line -> {
                    ObjectNode override = overrides.addObject();
                    override.putObject("matcher").put("id", "byName").put("options", line.getKey());
                    ArrayNode properties = override.putArray("properties");
                    ObjectNode colour = properties.addObject().put("id", "color");
                    colour.putObject("value").put("mode", "fixed").put("fixedColor", line.getValue());
                    ObjectNode dashes = properties.addObject().put("id", "custom.lineStyle");
                    dashes.putObject("value").put("fill", "dash");
                });
    }

    private static void options(ObjectNode options, Kind kind) {
        switch (kind) {
            case STAT -> {
                options.put("colorMode", "background").put("graphMode", "none").put("textMode", "value_and_name");
                options.putObject("reduceOptions").putArray("calcs").add("last");
            }
            case LINES -> {
                options.putObject("legend")
                        .put("displayMode", "list")
                        .put("placement", "bottom")
                        .put("showLegend", true);
                options.putObject("tooltip").put("mode", "multi").put("sort", "desc");
            }
            case STATES -> options.put("showValue", "never").put("mergeValues", true);
            case HEATMAP -> {
                options.put("calculate", false);
                options.putObject("yAxis").put("unit", "s");
                options.putObject("color").put("mode", "scheme").put("scheme", "Oranges");
            }
            case TABLE -> options.put("showHeader", true);
        }
    }

    private static void onlyLabels(ArrayNode transformations) {
        ObjectNode organize = transformations.addObject().put("id", "organize");
        organize.putObject("options")
                .putObject("excludeByName")
                .put("Time", true)
                .put("Value", true);
    }

    private static void runbooks(ArrayNode links, List<String> alerts) {
        for (String alert : alerts) {
            try {
                String page = Rule.named(alert).get(0).annotations().get("runbook_url");
                Grafana.link(links.addObject(), "link", "Runbook of " + alert)
                        .put("url", page.contains("://") ? page : "${project:raw}/" + page)
                        .put("targetBlank", true);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
