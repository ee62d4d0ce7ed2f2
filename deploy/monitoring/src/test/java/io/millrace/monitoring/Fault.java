// SPDX-License-Identifier: Apache-2.0
package io.millrace.monitoring;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is scraped before a fault, while it lasts and when it is over: {@code src/test/resources/faults.yml}, which says how to write it.
 *
 * @param severity of the rule that has to see it
 * @param hidden how long the process itself does not show it
 * @param healthy how long all is well before
 * @param remembers how long a rule may go on to fire because of what was
 */
public record Fault(
        String alert,
        String severity,
        String what,
        Duration hidden,
        Duration healthy,
        Duration remembers,
        List<Series> series) {
    /** Between two scrapes. */
    public static final Duration EVERY = Duration.ofSeconds(15);

    private static final Duration HEALTHY = Duration.ofHours(1);
    private static final Duration LASTS = Duration.ofMinutes(15);

    /** Each as {@code start}, {@code start+step} or {@code _}; {@code +step} goes on from the last value. */
    public record Series(String name, String before, String during, String after) {
        private static Series of(String line) {
            String[] words = line.split(" +\\| +");
            boolean grows = words[1].contains("+");
            String again = grows ? words[1].substring(words[1].indexOf('+')) : words[1];
            return new Series(words[0], words[1], words[2], words.length == 3 ? again : words[3]);
        }

        /** A line of promtool's {@code input_series}: well for so long, faulty, well again. */
        public String input(Duration healthy) {
            Run well = Run.of(before, 0, healthy.dividedBy(EVERY));
            Run faulty = Run.of(during, well.end, LASTS.dividedBy(EVERY));
            Run repaired = Run.of(after, faulty.end, HEALTHY.dividedBy(EVERY));
            return "    - {series: %s, values: '%s %s %s'}"
                    .formatted(PromtoolText.quoted(name), well.text, faulty.text, repaired.text);
        }

        private String healthyInput() {
            return "    - {series: %s, values: '%s'}"
                    .formatted(PromtoolText.quoted(name), Run.of(before, 0, HEALTHY.dividedBy(EVERY)).text);
        }
    }

    private record Run(String text, double end) {
        static Run of(String pattern, double last, long samples) {
            if (pattern.equals("_")) {
                return new Run("_x" + samples, last);
            }
            String[] parts = pattern.split("\\+", 2);
            double step = parts.length == 1 ? 0 : Double.parseDouble(parts[1]);
            double start = parts[0].isEmpty() ? last + step : Double.parseDouble(parts[0]);
            String sign = step < 0 ? "-" : "+";
            return new Run(
                    "%s%s%sx%d".formatted(start, sign, Math.abs(step), samples - 1), start + step * (samples - 1));
        }
    }

    public static List<Fault> all() throws IOException {
        List<Map<String, Object>> file = Yaml.read(Places.FAULTS);
        return file.stream().map(Fault::of).toList();
    }

    private static Fault of(Map<String, Object> fault) {
        List<Series> series = new ArrayList<>();
        for (Object line : (List<?>) fault.get("series")) {
            series.add(Series.of(line.toString()));
        }
        return new Fault(
                fault.get("alert").toString(),
                fault.get("severity").toString(),
                fault.get("fault").toString(),
                duration(fault, "hidden", Duration.ZERO),
                duration(fault, "healthy", HEALTHY),
                duration(fault, "remembers", Duration.ofMinutes(5)),
                series);
    }

    private static Duration duration(Map<String, Object> fault, String key, Duration unlessGiven) {
        return fault.containsKey(key) ? Duration.parse(fault.get(key).toString()) : unlessGiven;
    }

    /** Whether none of what it shows was there before. */
    public boolean isOfWhatIsNew() {
        return series.stream().allMatch(one -> one.before.equals("_"));
    }

    /** Whether it is what {@code rule} has to see. */
    boolean isFor(Rule rule) {
        return alert.equals(rule.alert()) && severity.equals(rule.severity());
    }

    /** Silent for a healthy hour and one evaluation before the bound, there at the bound, gone when the fault is. */
    String promtoolTest(Rule rule) {
        Duration fires = healthy.plus(rule.delay()).minus(hidden);
        Duration over = healthy.plus(LASTS).plus(rule.within()).plus(remembers);
        String firing = PromtoolText.firing(alert, severity);
        return PromtoolText.test(
                        alert + " " + severity + ": " + what,
                        series.stream().map(one -> one.input(healthy)).toList())
                + PromtoolText.expectation(healthy.minus(EVERY), "last_over_time(" + firing + "[1h])", 0)
                + PromtoolText.expectation(fires.minus(EVERY), firing, 0)
                + PromtoolText.expectation(fires, firing, 1)
                + PromtoolText.expectation(over, firing, 0);
    }

    /** All that is well together, for an hour: nothing fires but the watchdog. */
    static String healthyHour(List<Fault> faults) {
        Map<String, Series> all = new LinkedHashMap<>();
        faults.forEach(fault -> fault.series.forEach(series -> all.putIfAbsent(series.name, series)));
        String others = "ALERTS{alertname!=\"" + Rule.WATCHDOG + "\",alertstate=\"firing\"}";
        return PromtoolText.test(
                        "a healthy hour",
                        all.values().stream().map(Series::healthyInput).toList())
                + PromtoolText.expectation(HEALTHY.minus(EVERY), "last_over_time(" + others + "[1h])", 0);
    }
}
