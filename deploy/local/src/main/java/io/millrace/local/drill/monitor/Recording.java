// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.drill.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.local.server.Rest;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What Prometheus knew every 15 s around a fault, of the metrics that an alert watches: series in the words of promtool's {@code input_series}, so
 * that a rule that is changed can be tried on faults of the past. Moments are seconds since its begin, as promtool's clock has them.
 *
 * @param length from the first step to the last
 */
public record Recording(Duration length, List<String> series) {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Between two evaluations of the rules. */
    private static final Duration EVERY = Duration.ofSeconds(15);

    private static final String MOMENT = "_timestamp_seconds";

    public Recording {
        series = List.copyOf(series);
    }

    /** @param expr what the alert watches, as PromQL */
    static Recording read(Rest prometheus, String expr, Instant begin, Instant end) throws IOException {
        String query = "/api/v1/query_range?query=" + encoded("{job=~\"millrace-.*\"}") + "&start="
                + begin.getEpochSecond() + "&end=" + end.getEpochSecond() + "&step=" + EVERY.toSeconds();
        List<String> series = new ArrayList<>();
        for (JsonNode one :
                JSON.readTree(prometheus.get(query).body()).path("data").path("result")) {
            String name = one.path("metric").path("__name__").asText();
            if (Pattern.compile("\\b" + name + "\\b").matcher(expr).find()) {
                series.add("{series: '" + quotable(selector(name, one.path("metric"))) + "', values: '"
                        + values(one.path("values"), name.endsWith(MOMENT), begin, end) + "'}");
            }
        }
        return new Recording(
                EVERY.multipliedBy(steps(begin, end)), series.stream().sorted().toList());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String selector(String name, JsonNode labels) {
        Map<String, String> sorted = new TreeMap<>();
        labels.properties()
                .forEach(label -> sorted.put(label.getKey(), label.getValue().asText()));
        sorted.remove("__name__");
        return sorted.entrySet().stream()
                .map(label -> label.getKey() + "=\"" + label.getValue() + '"')
                .collect(Collectors.joining(",", name + '{', "}"));
    }

    private static String quotable(String text) {
        return text.replace("'", "''");
    }

    /** A sample for each step; {@code stale} where one is missing that was there before, as a series of a process that is gone is. */
    private static String values(JsonNode samples, boolean moments, Instant begin, Instant end) {
        NavigableMap<Long, String> known = new TreeMap<>();
        for (JsonNode sample : samples) {
            String value = sample.get(1).asText();
            long step = (sample.get(0).asLong() - begin.getEpochSecond()) / EVERY.toSeconds();
            known.put(step, moments ? since(begin, value) : value);
        }
        List<String> steps = new ArrayList<>();
        for (long step = 0; step <= steps(begin, end); step++) {
            steps.add(known.getOrDefault(step, known.lowerKey(step) == null ? "_" : "stale"));
        }
        return inRuns(steps);
    }

    private static long steps(Instant begin, Instant end) {
        return Duration.between(begin, end).dividedBy(EVERY);
    }

    /** Zero is no moment. */
    private static String since(Instant begin, String moment) {
        double seconds = Double.parseDouble(moment);
        return seconds > 0 ? Double.toString(seconds - begin.getEpochSecond()) : moment;
    }

    private static String inRuns(List<String> steps) {
        StringBuilder text = new StringBuilder();
        for (int from = 0, to; from < steps.size(); from = to) {
            String step = steps.get(from);
            to = from + 1;
            while (to < steps.size() && steps.get(to).equals(step)) {
                to++;
            }
            text.append(text.isEmpty() ? "" : " ").append(run(step, to - from));
        }
        return text.toString();
    }

    private static String run(String step, int length) {
        return switch (step) {
            case "_" -> "_x" + length;
            case "stale" -> length == 1 ? step : step + " _x" + (length - 1);
            default -> length == 1 ? step : step + "+0x" + (length - 1);
        };
    }
}
