// SPDX-License-Identifier: Apache-2.0
package io.millrace.monitoring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What was scraped around a drill: a file of {@code src/test/resources/drills}, as {@code ./millrace drill run NAME --scrapes DIR} writes it.
 *
 * @param alert what paged
 * @param fault when it was injected, after the first scrape
 * @param found how long it may have taken until somebody knew of it
 * @param over when the drill had ended
 * @param input lines of promtool's {@code input_series}
 */
record Drill(
        String name, String alert, String severity, Duration fault, Duration found, Duration over, List<String> input) {
    private static final Path FOLDER = Places.MONITORING.resolve("src/test/resources/drills");

    /** What Alertmanager takes of a bound. */
    private static final Duration DELIVERY = Duration.ofSeconds(10);

    static List<Drill> all() throws IOException {
        List<Drill> drills = new ArrayList<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.sorted().toList()) {
                drills.add(of(file));
            }
        }
        return drills;
    }

    private static Drill of(Path file) throws IOException {
        Map<String, Object> content = Yaml.read(file);
        List<String> input = new ArrayList<>();
        for (Object series : (List<?>) content.get("series")) {
            Map<?, ?> one = (Map<?, ?>) series;
            input.add("    - {series: %s, values: '%s'}"
                    .formatted(PromtoolText.quoted(one.get("series").toString()), one.get("values")));
        }
        return new Drill(
                file.getFileName().toString().replace(".yml", ""),
                content.get("alert").toString(),
                content.get("severity").toString(),
                Duration.parse("PT" + content.get("fault")),
                Duration.parse("PT" + content.get("found")),
                Duration.parse("PT" + content.get("over")),
                input);
    }

    /** A file for {@code promtool test rules}: silent at the fault, there within the bound, gone in the end. */
    String promtoolTest(Path rules) throws IOException {
        String firing = PromtoolText.firing(alert, severity);
        Duration within = inEvaluations(found.plus(rule().within()).minus(DELIVERY));
        return "rule_files: [%s]\nevaluation_interval: %ds\ntests:\n".formatted(rules, Fault.EVERY.toSeconds())
                + PromtoolText.test(name, input)
                + PromtoolText.expectation(fault, firing, 0)
                + PromtoolText.expectation(
                        fault.plus(within), "last_over_time(%s[%ds])".formatted(firing, within.toSeconds()), 1)
                + PromtoolText.expectation(over, firing, 0);
    }

    private Rule rule() throws IOException {
        return Rule.named(alert).stream()
                .filter(rule -> rule.severity().equals(severity))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no alert " + severity + ' ' + alert));
    }

    /** Samples are at the times of evaluations here, so that no part of one counts. */
    private static Duration inEvaluations(Duration time) {
        long begun = time.plus(Fault.EVERY).minusNanos(1).dividedBy(Fault.EVERY);
        return Fault.EVERY.multipliedBy(begun);
    }
}
