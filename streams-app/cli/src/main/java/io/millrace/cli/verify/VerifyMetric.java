// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli.verify;

/** All metrics of {@code millrace verify --every}. Names and tags are public API; METRICS.md of this module is generated from this list. */
enum VerifyMetric {
    VERDICT(
            "verdict",
            "pipeline, verdict",
            "1 for what the last check found, 0 for the others; 0 for all before the first one has ended."),
    FINISHED(
            "timestamp.seconds",
            "pipeline",
            "When the last check ended, in seconds since the epoch; 0 before the first one has."),
    INTERVAL(
            "interval.seconds",
            "",
            "--every: how far apart checks begin, and how long what they look at may be on its way.");

    private static final String PREFIX = "millrace.verify.";

    private final String name;
    private final String tags;
    private final String doc;

    VerifyMetric(String name, String tags, String doc) {
        this.name = name;
        this.tags = tags;
        this.doc = doc;
    }

    String meter() {
        return PREFIX + name;
    }

    /** The name that {@code /metrics} shows. */
    String prometheusName() {
        return meter().replace('.', '_');
    }

    /** A row of a table with the columns metric, type, tags and meaning. */
    String row() {
        return "| `" + prometheusName() + "` | gauge | " + tags + " | " + doc + " |\n";
    }
}
