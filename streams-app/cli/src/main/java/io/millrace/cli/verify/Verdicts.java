// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli.verify;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.operations.verify.account.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** What the last check of each pipeline found, as metrics. Thread-safe. */
final class Verdicts {
    private static final double MILLIS = 1_000;

    private final Map<String, Found> last = new ConcurrentHashMap<>();

    private record Found(Verdict verdict, Instant at) {}

    /** @param pipelines that are going to be checked */
    Verdicts(MeterRegistry registry, Duration interval, Collection<String> pipelines) {
        pipelines.forEach(pipeline -> show(registry, pipeline));
        Gauge.builder(VerifyMetric.INTERVAL.meter(), () -> interval.toMillis() / MILLIS)
                .register(registry);
    }

    private void show(MeterRegistry registry, String pipeline) {
        for (Verdict verdict : Verdict.values()) {
            Gauge.builder(VerifyMetric.VERDICT.meter(), () -> is(pipeline, verdict) ? 1 : 0)
                    .tag("pipeline", pipeline)
                    .tag("verdict", label(verdict))
                    .register(registry);
        }
        Gauge.builder(VerifyMetric.FINISHED.meter(), () -> seconds(pipeline))
                .tag("pipeline", pipeline)
                .register(registry);
    }

    void found(String pipeline, Verdict verdict, Instant at) {
        last.put(pipeline, new Found(verdict, at));
    }

    /** A line for each pipeline that has been checked. */
    String text() {
        return last.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(found -> found.getKey() + ' ' + found.getValue().verdict() + ", "
                        + found.getValue().at() + '\n')
                .collect(Collectors.joining());
    }

    static String label(Verdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT);
    }

    private boolean is(String pipeline, Verdict verdict) {
        Found found = last.get(pipeline);
        return found != null && found.verdict() == verdict;
    }

    private double seconds(String pipeline) {
        Found found = last.get(pipeline);
        return found == null ? 0 : found.at().toEpochMilli() / MILLIS;
    }
}
