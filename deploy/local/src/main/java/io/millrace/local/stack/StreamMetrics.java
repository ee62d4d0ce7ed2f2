// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.stack;

import io.millrace.metrics.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The metrics of the stream processes of a deployment, added up. */
public final class StreamMetrics {
    private static final Pattern SAMPLE = Pattern.compile("([a-z_]+)\\{(.*)} (\\S+)");

    private final List<String> lines = new ArrayList<>();

    /** Uses what there is: a process that does not answer is left out. */
    public static StreamMetrics of(List<StreamInstance> instances) {
        StreamMetrics metrics = new StreamMetrics();
        instances.forEach(instance -> metrics.add(instance.metrics()));
        return metrics;
    }

    /** @param exposition in Prometheus' text format */
    void add(String exposition) {
        exposition.lines().filter(line -> !line.startsWith("#")).forEach(lines::add);
    }

    /** The sum over all processes and all other labels. */
    public long sum(Metric metric, String pipeline) {
        double sum = 0;
        for (String line : lines) {
            Matcher sample = SAMPLE.matcher(line);
            if (sample.matches()
                    && sample.group(1).equals(metric.prometheusName())
                    && sample.group(2).contains("pipeline=\"" + pipeline + '"')) {
                sum += Double.parseDouble(sample.group(3));
            }
        }
        return Math.round(sum);
    }
}
