// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.drill.monitor;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * An alert that is shipped, as far as a drill asks for it.
 *
 * @param expr what it watches, as PromQL
 * @param within the longest time from the fault to the page, as the rule itself declares it
 * @param runbook relative to the project folder
 */
public record AlertRule(String alert, String severity, String expr, Duration within, String runbook) {
    public static final String WATCHDOG = "Watchdog";

    /** How the names of those end that look back over hours. */
    private static final String BUDGET = "BudgetBurn";

    /** Whether it tells how things are now: the watchdog always fires, and those of budgets go on long after a fault. */
    static boolean isOfNow(String alert) {
        return !alert.equals(WATCHDOG) && !alert.endsWith(BUDGET);
    }

    /** All but the watchdog. */
    public static List<AlertRule> read(Path file) {
        return Yaml.maps(Yaml.read(file).get("groups")).stream()
                .flatMap(group -> Yaml.maps(group.get("rules")).stream())
                .filter(rule -> !WATCHDOG.equals(rule.get("alert")))
                .map(AlertRule::of)
                .toList();
    }

    /** The same for a fault that somebody else has to find first. */
    public AlertRule after(Duration found) {
        return new AlertRule(alert, severity, expr, within.plus(found), runbook);
    }

    private static AlertRule of(Map<String, Object> rule) {
        Map<String, Object> annotations = Yaml.map(rule.get("annotations"));
        return new AlertRule(
                rule.get("alert").toString(),
                Yaml.map(rule.get("labels")).get("severity").toString(),
                rule.get("expr").toString(),
                Duration.parse("PT" + annotations.get("detected_within")),
                annotations.get("runbook_url").toString());
    }
}
