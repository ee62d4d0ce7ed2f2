// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink.scrape;

import io.millrace.kit.GeneratedFile;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SinkMetricsDocsTest {
    private static final String HEAD = """
            # Metrics of the sinks

            Made from the metrics that the code declares; do not edit it by hand. `SinkMetricsDocsTest` writes it, with
            `-Dmillrace.update.docs=true`.

            A Connect worker exposes them in the Prometheus text format at `/metrics`, on the port that the JVM's property
            `millrace.metrics.port` or the environment's `MILLRACE_METRICS_PORT` names; without one it does not. Counters start at zero with
            the task. Every combination of tags is there while the task runs, from its start.

            | metric | type | tags | meaning |
            | --- | --- | --- | --- |
            """;

    private static final String TAIL = """

            | tag | values |
            | --- | --- |
            | `connector` | the connector's name |
            | `task` | the number of its task, from 0 |
            | `type` | `s3`, `opensearch`, `postgres` |
            | `cause` | `timeout`, `unreachable`, `registry`, `dead_letter_topic`, `partly_taken`, `answer` |
            """;

    @Test
    void shouldKeepTheListUpToDate() throws IOException {
        String sinks = Arrays.stream(SinkMetric.values())
                .map(metric -> row(metric.prometheusName(), metric.type(), metric.tags(), metric.doc()))
                .collect(Collectors.joining());
        String worker = Arrays.stream(WorkerMetric.values())
                .map(metric -> row(metric.prometheusName(), "gauge", metric.tags(), metric.doc()))
                .collect(Collectors.joining());

        GeneratedFile.assertCurrent("connectors/sink-support/METRICS.md", HEAD + sinks + worker + TAIL);
    }

    private static String row(String name, String type, String tags, String doc) {
        return "| `" + name + "` | " + type + " | " + tags + " | " + doc + " |\n";
    }
}
