// SPDX-License-Identifier: Apache-2.0
package io.millrace.metrics;

import io.millrace.schemas.CloseReason;
import io.millrace.schemas.DeadLetterReason;
import io.millrace.schemas.DropReason;
import java.util.Arrays;
import java.util.stream.Collectors;

/** METRICS.md, made of the declared metrics. */
public final class MetricsDocs {
    private static final String HEAD = """
            # Metrics

            Made from the metrics that the code declares; do not edit it by hand. `GeneratedDocsTest` says how to regenerate it.

            A stream process exposes them in the Prometheus text format at `/metrics` on `http.port`. Counters start at zero with the
            process. Every combination of tags is there from the start, so a rate never begins with a gap.

            | metric | type | tags | meaning |
            | --- | --- | --- | --- |
            """;

    private static final String TAIL = """

            | tag | values |
            | --- | --- |
            | `pipeline` | the names in `pipelines` |
            | `reason` of a dead letter | %s |
            | `reason` of what was dropped | %s |
            | `reason` of a batch | %s |
            | `state` | %s |
            | `topic` | the topics that the pipeline's `routes` name |

            Counters count work, not outcomes: after a crash, events that are processed again are counted again. `verify` tells from
            the topics and objects themselves whether everything arrived once.

            In addition, a stream process, like a gateway, shows what it is itself:

            | metric | type | tags | meaning |
            | --- | --- | --- | --- |
            %s
            Kafka's own metrics, over JMX, count runs of events where Kafka Streams speaks of records processed or buffered.

            [Those of a gateway](streams-app/gateway/METRICS.md) and [those of the sinks](connectors/sink-support/METRICS.md), in any
            Connect worker, are in lists of their own.
            """;

    private static final String STATES =
            "`CREATED`, `REBALANCING`, `RUNNING`, `PENDING_SHUTDOWN`, `NOT_RUNNING`, `PENDING_ERROR`, `ERROR`, and `FAILED` for a"
                    + " pipeline that cannot start or has stopped for good";

    private MetricsDocs() {}

    /** The whole file. */
    public static String text() {
        String rows = Arrays.stream(Metric.values()).map(MetricsDocs::row).collect(Collectors.joining());
        return HEAD
                + rows
                + TAIL.formatted(
                        names(ofStages()),
                        names(DropReason.values()),
                        names(CloseReason.values()),
                        STATES,
                        ProcessMetric.rows());
    }

    private static DeadLetterReason[] ofStages() {
        return Arrays.stream(DeadLetterReason.values())
                .filter(reason -> !reason.isOfASink())
                .toArray(DeadLetterReason[]::new);
    }

    private static String row(Metric metric) {
        return "| `" + metric.prometheusName() + "` | " + metric.type() + " | " + metric.tags() + " | " + metric.doc()
                + " |\n";
    }

    private static String names(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name).collect(Collectors.joining("`, `", "`", "`"));
    }
}
