// SPDX-License-Identifier: Apache-2.0
package io.millrace.monitoring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of metrics and of their tags, as METRICS.md of each process has them. */
public final class Metrics {
    private static final List<String> DOCUMENTS = List.of(
            "METRICS.md",
            "streams-app/gateway/METRICS.md",
            "streams-app/cli/METRICS.md",
            "connectors/sink-support/METRICS.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z_0-9]+)` \\| ([a-z]+) \\| ([a-z, ]*) \\|");
    private static final Pattern USED = Pattern.compile("\\b(?:millrace|process|jvm|system)_[a-z_0-9]+");
    private static final Map<String, List<String>> SERIES = Map.of(
            "histogram", List.of("_bucket", "_sum", "_count"),
            "summary", List.of("_sum", "_count"));

    private Metrics() {}

    /** Those that {@code text} uses and no METRICS.md has. */
    public static Set<String> unknownIn(String text) throws IOException {
        Set<String> unknown = new TreeSet<>();
        USED.matcher(text).results().map(result -> result.group()).forEach(unknown::add);
        unknown.removeAll(documented().keySet());
        return unknown;
    }

    /** All that some process gives {@code metric}, {@code le} of a histogram among them; empty when no METRICS.md has it. */
    public static Optional<Set<String>> tags(String metric) {
        try {
            return Optional.ofNullable(documented().get(metric));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Tags by name, with the series of histograms and summaries. */
    private static Map<String, Set<String>> documented() throws IOException {
        Map<String, Set<String>> metrics = new TreeMap<>();
        for (String document : DOCUMENTS) {
            Matcher row = ROW.matcher(Files.readString(Places.HOME.resolve(document)));
            while (row.find()) {
                Set<String> tags = metrics.computeIfAbsent(row.group(1), name -> new TreeSet<>());
                tags.addAll(Set.of(
                        row.group(3).isEmpty() ? new String[0] : row.group(3).split(", ")));
                for (String suffix : SERIES.getOrDefault(row.group(2), List.of())) {
                    metrics.put(row.group(1) + suffix, new TreeSet<>(tags));
                }
                metrics.computeIfPresent(row.group(1) + "_bucket", (name, known) -> {
                    known.add("le");
                    return known;
                });
            }
        }
        return metrics;
    }
}
