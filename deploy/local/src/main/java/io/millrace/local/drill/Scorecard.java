// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.drill;

import io.millrace.cli.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a run of drills has measured: a row for each drill, and one for each class of incidents. */
record Scorecard(List<Outcome> outcomes) {
    private static final List<String> DRILLS =
            List.of("drill", "class", "alert", "paged after", "bound", "repaired after", "conserved", "also paged");
    private static final List<String> CLASSES =
            List.of("class", "drills", "mean time to detect", "longest", "mean time to repair", "longest", "aim");

    Scorecard {
        outcomes = List.copyOf(outcomes);
    }

    boolean passed() {
        return outcomes.stream().allMatch(Outcome::passed);
    }

    /** Of the drills that were done. */
    String names() {
        return outcomes.stream().map(outcome -> outcome.drill().name()).collect(Collectors.joining(" "));
    }

    String text() {
        return table(DRILLS, drills()) + "\n\n" + table(CLASSES, classes());
    }

    String markdown() {
        return markdown(DRILLS, drills()) + "\n" + markdown(CLASSES, classes());
    }

    private List<List<String>> drills() {
        return outcomes.stream()
                .map(outcome -> List.of(
                        outcome.drill().name(),
                        outcome.drill().severity(),
                        outcome.drill().alert(),
                        Seconds.of(outcome.detected()),
                        Seconds.of(outcome.rule().within()),
                        Seconds.of(outcome.repaired()),
                        outcome.verified() == 0 ? "yes" : "NO",
                        others(outcome)))
                .toList();
    }

    private static String others(Outcome outcome) {
        return outcome.others().isEmpty() ? "–" : String.join(", ", outcome.others());
    }

    private List<List<String>> classes() {
        return outcomes.stream()
                .map(outcome -> outcome.drill().severity())
                .distinct()
                .sorted()
                .map(this::ofClass)
                .toList();
    }

    private List<String> ofClass(String severity) {
        List<Outcome> these = outcomes.stream()
                .filter(outcome -> outcome.drill().severity().equals(severity))
                .toList();
        return List.of(
                severity,
                Integer.toString(these.size()),
                Seconds.of(mean(these, Outcome::detected)),
                Seconds.of(longest(these, Outcome::detected)),
                Seconds.of(mean(these, Outcome::repaired)),
                Seconds.of(longest(these, Outcome::repaired)),
                Aim.of(severity).toMinutes() + " min");
    }

    /** Null if one of them never ended. */
    private static Duration mean(List<Outcome> outcomes, Function<Outcome, Duration> part) {
        return outcomes.stream().map(part).anyMatch(Objects::isNull)
                ? null
                : outcomes.stream()
                        .map(part)
                        .reduce(Duration.ZERO, Duration::plus)
                        .dividedBy(outcomes.size());
    }

    private static Duration longest(List<Outcome> outcomes, Function<Outcome, Duration> part) {
        return outcomes.stream().map(part).anyMatch(Objects::isNull)
                ? null
                : outcomes.stream().map(part).max(Duration::compareTo).orElseThrow();
    }

    static String table(List<String> heading, List<List<String>> rows) {
        Table table = new Table(
                heading.stream().map(word -> word.toUpperCase(Locale.ROOT)).toArray(String[]::new));
        rows.forEach(row -> table.row(row.toArray()));
        return table.toString();
    }

    private static String markdown(List<String> heading, List<List<String>> rows) {
        List<String> lines = new ArrayList<>();
        lines.add(line(heading));
        lines.add(line(heading.stream().map(column -> "---").toList()));
        rows.forEach(row -> lines.add(line(row)));
        return String.join("\n", lines) + "\n";
    }

    private static String line(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |";
    }
}
