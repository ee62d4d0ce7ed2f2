// SPDX-License-Identifier: Apache-2.0
package io.millrace.monitoring.dashboards;

import io.millrace.monitoring.Metrics;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What whoever looks chose, put into every selector of a query: {@code x} becomes {@code x{job=~"$job",pipeline=~"$pipeline"}} if METRICS.md says that
 * {@code x} has a pipeline.
 */
record Filters(List<String> labels) {
    /** Labels that Prometheus gives to what it scrapes. */
    static final Set<String> SCRAPED = Set.of("job", "instance");

    private static final Pattern SELECTOR =
            Pattern.compile("\\b(up|(?:millrace|process|jvm|system)_[a-z_0-9]+)\\b(?:\\{([^}]*)})?");

    /** Throws {@link IllegalArgumentException} when {@code expr} has a metric that there is not. */
    String in(String expr) {
        return SELECTOR.matcher(expr).replaceAll(selector -> {
            Set<String> tags = tags(selector.group(1));
            String chosen = labels.stream()
                    .filter(label -> SCRAPED.contains(label) || tags.contains(label))
                    .map(label -> "%s=~\"$%s\"".formatted(label, label))
                    .collect(Collectors.joining(","));
            String own = selector.group(2) == null ? "" : "," + selector.group(2);
            return Matcher.quoteReplacement(selector.group(1) + "{" + chosen + own + "}");
        });
    }

    /** Those that METRICS.md gives {@code metric}. */
    static Set<String> tags(String metric) {
        if (metric.equals("up")) {
            return SCRAPED;
        }
        return Metrics.tags(metric)
                .orElseThrow(() -> new IllegalArgumentException("There is no metric " + metric + " in METRICS.md"));
    }

    /** The metrics of {@code expr}. */
    static List<String> metrics(String expr) {
        return SELECTOR.matcher(expr)
                .results()
                .map(selector -> selector.group(1))
                .toList();
    }
}
