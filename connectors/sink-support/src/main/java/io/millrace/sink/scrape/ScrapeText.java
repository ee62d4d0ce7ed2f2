// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink.scrape;

import java.util.Map;

/** Builds a text in the exposition format of Prometheus, version 0.0.4. */
final class ScrapeText {
    static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final StringBuilder text = new StringBuilder();

    void family(String name, String type, String doc) {
        text.append("# HELP ").append(name).append(' ').append(doc).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    /** The labels are shown in the map's order. */
    void sample(String name, Map<String, String> labels, double value) {
        text.append(name);
        char before = '{';
        for (Map.Entry<String, String> label : labels.entrySet()) {
            text.append(before).append(label.getKey()).append("=\"");
            text.append(escaped(label.getValue())).append('"');
            before = ',';
        }
        text.append(labels.isEmpty() ? " " : "} ").append(value).append('\n');
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
