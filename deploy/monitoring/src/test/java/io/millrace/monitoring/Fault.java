// SPDX-License-Identifier: Apache-2.0
package io.millrace.monitoring;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is scraped before a fault, while it lasts and when it is over: {@code src/test/resources/faults.yml}, which says how to write it.
 *
 * @param severity of the rule that has to see it
 * @param healthy how long all was well before
 * @param lasts how long the fault is there, at least as long as its detection takes
 */
record Fault(
        String alert, String severity, String what, Duration every, Duration healthy, Duration lasts, List<Series> series) {
    private static final Duration EVALUATION = Duration.ofSeconds(15);
    private static final Path FILE = Path.of("src/test/resources/faults.yml");

    /** {@code before} and {@code during} as {@code start}, {@code start+step} or {@code _}; {@code +step} goes on from the last value. */
    record Series(String name, String before, String during) {}

    static List<Fault> all() throws IOException {
        List<Map<String, Object>> file = Yaml.read(FILE);
        return file.stream().map(Fault::of).toList();
    }

    private static Fault of(Map<String, Object> fault) {
        List<Series> series = new ArrayList<>();
        for (Object line : (List<?>) fault.get("series")) {
            String[] words = line.toString().split(" +\\| +");
            series.add(new Series(words[0], words[1], words[2]));
        }
        return new Fault(
                fault.get("alert").toString(),
                fault.get("severity").toString(),
                fault.get("fault").toString(),
                duration(fault, "every", "PT15S"),
                duration(fault, "healthy", "PT1H"),
                duration(fault, "lasts", "PT15M"),
                series);
    }

    private static Duration duration(Map<String, Object> fault, String key, String otherwise) {
        return Duration.parse(Optional.ofNullable(fault.get(key)).orElse(otherwise).toString());
    }

    /** Silent for a healthy hour or more and one evaluation before the bound, there at the bound, gone when the fault is. */
    String promtoolTest(Rule rule) {
        Duration fires = healthy.plus(rule.delay());
        Duration over = healthy.plus(lasts).plus(rule.within()).plusMinutes(5);
        String firing = "ALERTS{alertname=\"%s\",severity=\"%s\",alertstate=\"firing\"}".formatted(alert, severity);
        return """
                - name: %s
                  interval: %s
                  input_series:
                %s
                  promql_expr_test:
                %s%s%s%s""".formatted(
                        quoted(alert + " " + severity + ": " + what),
                        seconds(every),
                        series.stream().map(this::input).collect(Collectors.joining("\n")),
                        expectation(healthy.minus(every), "last_over_time(" + firing + "[" + seconds(healthy) + "])", 0),
                        expectation(fires.minus(EVALUATION), firing, 0),
                        expectation(fires, firing, 1),
                        expectation(over, firing, 0));
    }

    private static String expectation(Duration at, String selector, int firing) {
        return """
                    - expr: %s
                      eval_time: %s
                      exp_samples: [{labels: '{}', value: %d}]
                """.formatted(quoted("count(" + selector + ") > bool 0 or vector(0)"), seconds(at), firing);
    }

    private String input(Series one) {
        long first = healthy.dividedBy(every);
        long second = lasts.dividedBy(every);
        Run before = Run.of(one.before, 0, first);
        Run during = Run.of(one.during, before.end, second);
        boolean counts = one.before.contains("+");
        Run after = Run.of(counts ? one.before.substring(one.before.indexOf('+')) : one.before, during.end, first);
        return "    - {series: %s, values: '%s %s %s'}"
                .formatted(quoted(one.name), before.text, during.text, after.text);
    }

    private record Run(String text, double end) {
        static Run of(String pattern, double last, long samples) {
            if (pattern.equals("_")) {
                return new Run("_x" + samples, last);
            }
            String[] parts = pattern.split("\\+", 2);
            double step = parts.length == 1 ? 0 : Double.parseDouble(parts[1]);
            double start = parts[0].isEmpty() ? last + step : Double.parseDouble(parts[0]);
            return new Run("%s+%sx%d".formatted(start, step, samples - 1), start + step * (samples - 1));
        }
    }

    private static String seconds(Duration duration) {
        return duration.toSeconds() + "s";
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
