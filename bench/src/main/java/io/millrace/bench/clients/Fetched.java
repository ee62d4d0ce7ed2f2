// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.clients;

import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/** What consumers have fetched, by their own account. */
public final class Fetched {
    private static final String GROUP = "consumer-fetch-manager-metrics";
    private static final String BYTES = "bytes-consumed-total";

    private Fetched() {}

    /** Bytes of records, of all consumers whose client id contains {@code client}. */
    public static long bytes(Map<MetricName, ? extends Metric> metrics, String client) {
        return metrics.entrySet().stream()
                .filter(entry -> isTotal(entry.getKey(), client))
                .mapToLong(entry -> ((Double) entry.getValue().metricValue()).longValue())
                .sum();
    }

    /** Beside the total of a client there is one for each topic. */
    private static boolean isTotal(MetricName name, String client) {
        return name.group().equals(GROUP)
                && name.name().equals(BYTES)
                && !name.tags().containsKey("topic")
                && name.tags().getOrDefault("client-id", "").contains(client);
    }
}
