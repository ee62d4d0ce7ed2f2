// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.latency;

import io.millrace.bench.model.Chart;
import io.millrace.bench.model.Figure;
import io.millrace.bench.model.Scenario;
import io.millrace.bench.model.Term;
import io.millrace.bench.subject.Spec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Latency under load, as an operator sets the batching who wants batches soon: at most 5,000 events or 100 ms of them,
 * sent without lingering; under exactly-once a commit each 100 ms, because that is what makes batches readable.
 */
public final class LatencyRuns {
    private static final String AT_LEAST_ONCE = "at_least_once";

    private LatencyRuns() {}

    public static Scenario latency() {
        return new Scenario(
                "latency",
                "How long is it from the append of an event to its batch being readable?",
                List.of(
                        run("latency-10", 0.1, AT_LEAST_ONCE),
                        run("latency-50", 0.5, AT_LEAST_ONCE),
                        run("latency-90", 0.9, AT_LEAST_ONCE),
                        run("latency-50-eos", 0.5, "exactly_once_v2")),
                List.of(),
                List.of(new Chart(
                        "latency",
                        "Append to batch readable, at-least-once, batches of 5,000 events or 100 ms",
                        "% of saturation offered",
                        "ms",
                        List.of(
                                line("p50", Figure.LATENCY_P50_MS),
                                line("p99", Figure.LATENCY_P99_MS),
                                line("p99.9", Figure.LATENCY_P999_MS)))));
    }

    private static LatencyRun run(String name, double load, String guarantee) {
        Map<String, String> settings = new HashMap<>();
        settings.put("work", "millrace");
        settings.put(Spec.GUARANTEE, guarantee);
        settings.put(Spec.COMMIT_MS, guarantee.equals(AT_LEAST_ONCE) ? "1000" : "100");
        settings.put(Spec.BATCH_EVENTS, "5000");
        settings.put("millrace.pipelines.bench.max.age.ms", "100");
        settings.put("millrace.kafka.producer.linger.ms", "0");
        return new LatencyRun(name, load, settings);
    }

    private static Chart.Line line(String label, Figure figure) {
        return new Chart.Line(
                label,
                List.of(
                        new Chart.Point(10, new Term("latency-10", figure)),
                        new Chart.Point(50, new Term("latency-50", figure)),
                        new Chart.Point(90, new Term("latency-90", figure))));
    }
}
