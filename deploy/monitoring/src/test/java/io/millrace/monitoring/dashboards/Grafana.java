// SPDX-License-Identifier: Apache-2.0
package io.millrace.monitoring.dashboards;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.monitoring.dashboards.Dashboard.Choice;
import java.util.List;

/** Dashboards as Grafana imports them, from version 10 on. */
final class Grafana {
    /** Columns of its grid. */
    static final int WIDTH = 24;

    /** Grafana 10.0's; later ones bring it up to date as they read it. */
    private static final int SCHEMA = 38;

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Dashboard dashboard;
    private final PanelJson panels;
    private int id = 1;
    private int y;

    private Grafana(Dashboard dashboard) {
        this.dashboard = dashboard;
        this.panels = new PanelJson(dashboard.filters());
    }

    static String json(Dashboard dashboard) {
        try {
            return JSON.writeValueAsString(new Grafana(dashboard).write()) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private ObjectNode write() {
        ObjectNode json = JSON.createObjectNode()
                .put("uid", dashboard.uid())
                .put("title", dashboard.title())
                .put("description", dashboard.description())
                .put("schemaVersion", SCHEMA)
                .put("editable", false)
                .put("graphTooltip", 1)
                .put("refresh", "30s")
                .put("timezone", "browser");
        json.putArray("tags").add("millrace");
        json.putObject("time").put("from", "now-1h").put("to", "now");
        json.putObject("annotations").putArray("list");
        links(json.putArray("links"));
        variables(json.putObject("templating").putArray("list"));
        ArrayNode list = json.putArray("panels");
        dashboard.rows().forEach(row -> row(list, row));
        return json;
    }

    /** To the other dashboards, at the same time and with the same choices. */
    private static void links(ArrayNode links) {
        ObjectNode link = link(links.addObject(), "dashboards", "Millrace")
                .put("targetBlank", false)
                .put("includeVars", true)
                .put("keepTime", true);
        link.putArray("tags").add("millrace");
    }

    /** Whatever its type, a link has all these. */
    static ObjectNode link(ObjectNode link, String type, String title) {
        link.put("title", title)
                .put("type", type)
                .put("icon", "external link")
                .put("tooltip", "")
                .put("asDropdown", false)
                .put("includeVars", false)
                .put("keepTime", false)
                .putArray("tags");
        return link;
    }

    private void variables(ArrayNode variables) {
        variables
                .addObject()
                .put("type", "datasource")
                .put("name", "datasource")
                .put("label", "Data source")
                .put("query", "prometheus");
        for (Choice choice : dashboard.choices()) {
            ObjectNode variable = variables
                    .addObject()
                    .put("type", "query")
                    .put("name", choice.label())
                    .put("label", choice.title())
                    .put("query", choice.values())
                    .put("definition", choice.values())
                    .put("refresh", 2)
                    .put("sort", 1)
                    .put("multi", true)
                    .put("includeAll", true)
                    .put("allValue", choice.all());
            PanelJson.datasource(variable);
            variable.putObject("current")
                    .put("selected", true)
                    .put("text", "All")
                    .put("value", "$__all");
        }
        variables
                .addObject()
                .put("type", "textbox")
                .put("name", "project")
                .put("label", "Runbooks below")
                .put("query", Boards.PROJECT)
                .putObject("current")
                .put("selected", true)
                .put("text", Boards.PROJECT)
                .put("value", Boards.PROJECT);
    }

    private void row(ArrayNode list, Row row) {
        ObjectNode header = list.addObject()
                .put("id", id++)
                .put("type", "row")
                .put("title", row.question())
                .put("collapsed", false);
        header.putArray("panels");
        place(header, 0, y++, WIDTH, 1);
        List<Panel> cells = row.panels();
        int width = WIDTH / row.columns();
        for (int i = 0; i < cells.size(); i++) {
            int line = i / row.columns();
            ObjectNode panel = panels.write(list.addObject().put("id", id++), cells.get(i));
            place(panel, i % row.columns() * width, y + line * row.height(), width, row.height());
        }
        y += cells.size() / row.columns() * row.height();
    }

    private static void place(ObjectNode panel, int x, int y, int width, int height) {
        panel.putObject("gridPos").put("x", x).put("y", y).put("w", width).put("h", height);
    }
}
