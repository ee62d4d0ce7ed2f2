// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.stack;

import io.millrace.metrics.Metric;
import java.util.List;

/** The metrics of the stream processes of a deployment, added up. */
public final class StreamMetrics {
    private final List<String> expositions;

    /** @param expositions in Prometheus' text format, one of each process */
    StreamMetrics(List<String> expositions) {
        this.expositions = List.copyOf(expositions);
    }

    /** Uses what there is: a process that does not answer is left out. */
    public static StreamMetrics of(List<StreamInstance> instances) {
        return new StreamMetrics(instances.stream().map(StreamInstance::metrics).toList());
    }

    /** The sum over all processes and all other labels. */
    public long sum(Metric metric, String pipeline) {
        return Math.round(expositions.stream()
                .mapToDouble(exposition -> metric.sumIn(exposition, pipeline))
                .sum());
    }
}
