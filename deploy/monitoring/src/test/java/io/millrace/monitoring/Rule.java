// SPDX-License-Identifier: Apache-2.0
package io.millrace.monitoring;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * An alert as Prometheus reads it.
 *
 * @param expr what it watches, as PromQL
 * @param within the longest time from the fault to the page, as the rule itself declares it
 * @param text all of it, as it is in the file
 */
public record Rule(
        String alert,
        String severity,
        String expr,
        Map<String, String> annotations,
        Duration within,
        Map<String, Object> text) {
    static final String WATCHDOG = "Watchdog";

    /** Scraped, evaluated, and held back by Alertmanager for what may come with it. */
    private static final Duration TRANSPORT = Duration.ofSeconds(15 + 15 + 10);

    /** All but the watchdog. */
    public static List<Rule> all() throws IOException {
        Map<String, List<Map<String, Object>>> file = Yaml.read(Places.RULES);
        return file.get("groups").stream()
                .map(group -> Rule.<List<Map<String, Object>>>cast(group.get("rules")))
                .flatMap(List::stream)
                .filter(rule -> !WATCHDOG.equals(rule.get("alert")))
                .map(Rule::of)
                .toList();
    }

    private static Rule of(Map<String, Object> rule) {
        Map<String, String> labels = cast(rule.get("labels"));
        Map<String, String> annotations = cast(rule.get("annotations"));
        return new Rule(
                rule.get("alert").toString(),
                labels.get("severity"),
                rule.get("expr").toString(),
                annotations,
                seconds(annotations.get("detected_within")),
                rule);
    }

    private static Duration seconds(String text) {
        if (text == null || !text.matches("[1-9][0-9]*s")) {
            throw new IllegalArgumentException("detected_within is seconds, such as 70s, not " + text);
        }
        return Duration.parse("PT" + text);
    }

    /** How long after the first scrape that could show the fault. */
    Duration delay() {
        return within.minus(TRANSPORT);
    }

    /** All of that name, one for each severity that it may have; throws {@link IllegalArgumentException} when there is none. */
    public static List<Rule> named(String alert) throws IOException {
        List<Rule> rules =
                all().stream().filter(rule -> rule.alert().equals(alert)).toList();
        if (rules.isEmpty()) {
            throw new IllegalArgumentException("There is no alert " + alert + " in " + Places.RULES);
        }
        return rules;
    }

    /** The same with another bound. */
    Rule declaring(Duration other) {
        return new Rule(alert, severity, expr, annotations, other, text);
    }

    /** A file with this rule and no other. */
    Map<String, Object> alone() {
        return Map.of("groups", List.of(Map.of("name", "millrace", "rules", List.of(text))));
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T> T cast(Object value) {
        return (T) value;
    }
}
