// SPDX-License-Identifier: Apache-2.0
package io.millrace.monitoring;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of metrics. */
final class Metrics {
    private static final List<String> DOCUMENTS = List.of(
            "METRICS.md",
            "streams-app/gateway/METRICS.md",
            "streams-app/cli/METRICS.md",
            "connectors/sink-support/METRICS.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z_0-9]+)` \\| ([a-z]+) \\|");
    private static final Pattern USED = Pattern.compile("\\b(?:millrace|process|jvm|system)_[a-z_0-9]+");

    private Metrics() {}

    /** Those that {@code text} uses and no METRICS.md has. */
    static Set<String> unknownIn(String text) throws IOException {
        Set<String> unknown = new TreeSet<>();
        USED.matcher(text).results().map(result -> result.group()).forEach(unknown::add);
        unknown.removeAll(documented());
        return unknown;
    }

    /** With the series of histograms. */
    private static Set<String> documented() throws IOException {
        Set<String> names = new TreeSet<>();
        for (String document : DOCUMENTS) {
            Matcher row = ROW.matcher(Files.readString(Places.HOME.resolve(document)));
            while (row.find()) {
                names.add(row.group(1));
                if (row.group(2).equals("histogram")) {
                    List.of("_bucket", "_sum", "_count").forEach(suffix -> names.add(row.group(1) + suffix));
                }
            }
        }
        return names;
    }
}
