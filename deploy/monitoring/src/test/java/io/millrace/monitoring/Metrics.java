// SPDX-License-Identifier: Apache-2.0
package io.millrace.monitoring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of metrics. */
final class Metrics {
    private static final Path ROOT = Path.of("../..");
    private static final List<String> DOCUMENTS =
            List.of("METRICS.md", "streams-app/gateway/METRICS.md", "connectors/sink-support/METRICS.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(millrace_[a-z_]+)` \\| ([a-z]+) \\|");

    private Metrics() {}

    /** With the series of histograms. */
    static Set<String> documented() throws IOException {
        Set<String> names = new TreeSet<>();
        for (String document : DOCUMENTS) {
            Matcher row = ROW.matcher(Files.readString(ROOT.resolve(document)));
            while (row.find()) {
                names.add(row.group(1));
                if (row.group(2).equals("histogram")) {
                    List.of("_bucket", "_sum", "_count").forEach(suffix -> names.add(row.group(1) + suffix));
                }
            }
        }
        return names;
    }

    /** What the shipped rules compute. */
    static Set<String> recorded() throws IOException {
        Set<String> names = new TreeSet<>();
        for (Path file : List.of(Rule.FILE, Path.of("prometheus/wanted.rules.yml"))) {
            Map<String, List<Map<String, Object>>> rules = Yaml.read(file);
            for (Map<String, Object> group : rules.get("groups")) {
                for (Object rule : (List<?>) group.get("rules")) {
                    Object record = ((Map<?, ?>) rule).get("record");
                    if (record != null) {
                        names.add(record.toString());
                    }
                }
            }
        }
        return names;
    }
}
