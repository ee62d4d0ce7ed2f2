// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.drill.score;

import io.millrace.cli.Table;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a run of drills has measured: a row for each drill, and one for each class of incidents. */
public record Scorecard(List<Outcome> outcomes) {
    private static final List<String> DRILLS =
            List.of("drill", "class", "alert", "paged after", "bound", "repaired after", "accounted for", "also paged");
    private static final List<String> CLASSES =
            List.of("class", "runs", "mean time to detect", "longest", "mean time to repair", "longest", "aim");

    public Scorecard {
        outcomes = List.copyOf(outcomes);
    }

    public boolean passed() {
        return outcomes.stream().allMatch(Outcome::passed);
    }

    public String text() {
        return table(DRILLS, drills()) + "\n\n" + table(CLASSES, classes());
    }

    /** With when and where that was measured. */
    public String markdown() {
        return measured() + "\n\n" + markdown(DRILLS, drills()) + "\n" + markdown(CLASSES, classes());
    }

    private String measured() {
        List<LocalDate> days = outcomes.stream()
                .map(outcome -> LocalDate.ofInstant(outcome.faultAt(), ZoneOffset.UTC))
                .distinct()
                .sorted()
                .toList();
        LocalDate first = days.get(0);
        LocalDate last = days.get(days.size() - 1);
        return "Measured by `./millrace drill run NAME…` "
                + (days.size() == 1 ? "on " + first : "from " + first + " to " + last) + ": "
                + outcomes.stream().map(Outcome::machine).distinct().collect(Collectors.joining("; ")) + '.';
    }

    private List<List<String>> drills() {
        return byDrill().values().stream().map(Scorecard::row).toList();
    }

    private Map<String, List<Outcome>> byDrill() {
        return outcomes.stream()
                .collect(Collectors.groupingBy(Outcome::drill, LinkedHashMap::new, Collectors.toList()));
    }

    /** Of the runs of one drill. */
    private static List<String> row(List<Outcome> runs) {
        Outcome first = runs.get(0);
        return List.of(
                first.drill(),
                first.rule().severity(),
                first.rule().alert(),
                times(runs, Outcome::detected),
                Seconds.of(first.rule().within()),
                times(runs, Outcome::repaired),
                runs.stream().allMatch(Outcome::accounted) ? "yes" : "NO",
                others(runs));
    }

    private static String times(List<Outcome> runs, Function<Outcome, Duration> part) {
        return runs.stream().map(part).map(Seconds::of).collect(Collectors.joining(", "));
    }

    private static String others(List<Outcome> runs) {
        String others =
                runs.stream().flatMap(run -> run.others().stream()).distinct().collect(Collectors.joining(", "));
        return others.isEmpty() ? "–" : others;
    }

    private List<List<String>> classes() {
        return outcomes.stream()
                .map(outcome -> outcome.rule().severity())
                .distinct()
                .sorted()
                .map(this::ofClass)
                .toList();
    }

    private List<String> ofClass(String severity) {
        List<Outcome> these = outcomes.stream()
                .filter(outcome -> outcome.rule().severity().equals(severity))
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

    public static String table(List<String> heading, List<List<String>> rows) {
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
