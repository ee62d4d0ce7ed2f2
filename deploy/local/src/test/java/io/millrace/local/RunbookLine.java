// SPDX-License-Identifier: Apache-2.0
package io.millrace.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A command of runbooks that tells something and changes nothing.
 *
 * @param promises what the pages say beside it of a system in health
 */
record RunbookLine(String command, Set<String> promises) {
    private static final Pattern FIRST = Pattern.compile("(?s)## First five minutes\n\n```sh\n(.*?)```");
    private static final Pattern IN_TEXT = Pattern.compile("`(\\./millrace [^`]+)`");
    /** What repairs; and {@code reset}, which only tells something when the stream is stopped. */
    private static final Pattern CHANGES = Pattern.compile(
            "\\./millrace (up|end-transactions|leave|topics apply|profiles switch|reset|.* --execute\\b).*");

    private static final Pattern GREP = Pattern.compile("\\| grep (?:-E )?(?:'([^']+)'|(\\S+))$");
    private static final Pattern GROUP = Pattern.compile("(\\w*)\\(([^)]*)\\)(\\w*)");

    private static final String COMPARES = "load and plan";

    /** What an answer holds that keeps a promise, by the promise's first words. */
    private static final Map<String, String> KEPT = Map.ofEntries(
            Map.entry("no fault", "^\\d+ checks found nothing wrong"),
            Map.entry("nothing to do", "The topics match"),
            Map.entry("conserved", "Conserved"),
            Map.entry("exit code 0", "Conserved"),
            Map.entry("the offsets that are gone", "Conserved"),
            Map.entry("one profile", "quick"),
            Map.entry(
                    "connector and tasks RUNNING",
                    "\"connector\":\\{\"state\":\"RUNNING\".*\"tasks\":\\[\\{[^]]*\"RUNNING\""),
            Map.entry("tasks are RUNNING", "\"tasks\":\\[\\{[^]]*\"RUNNING\""),
            Map.entry("1 for RUNNING", "state=\"RUNNING\".*\\} 1"),
            Map.entry("each topology fits", "^logs: compatible$"),
            Map.entry("one line for each pipeline", "(?s)clicks.*logs.*orders"),
            Map.entry("what the last check of each pipeline found", "(?s)clicks.*logs.*orders"),
            Map.entry(COMPARES, "Seen for"),
            Map.entry("which pipeline, reason, place", "logs.*MALFORMED"));

    /** All of the pages of alerts, each once. */
    static List<RunbookLine> in(Path runbooks) throws IOException {
        Map<String, Set<String>> lines = new TreeMap<>();
        try (Stream<Path> files = Files.list(runbooks)) {
            files.filter(file -> file.getFileName().toString().startsWith("Millrace"))
                    .sorted()
                    .map(RunbookLine::text)
                    .forEach(page -> addTo(lines, page));
        }
        return lines.entrySet().stream()
                .map(line -> new RunbookLine(line.getKey(), line.getValue()))
                .toList();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static void addTo(Map<String, Set<String>> lines, String page) {
        FIRST.matcher(page).results().flatMap(block -> block.group(1).lines()).forEach(line -> {
            String[] parts = line.split(" +# ", 2);
            lines.computeIfAbsent(parts[0], command -> new TreeSet<>()).add(parts[1]);
        });
        IN_TEXT.matcher(page)
                .results()
                .map((MatchResult found) -> found.group(1))
                .filter(command -> !CHANGES.matcher(command).matches())
                .forEach(command -> lines.computeIfAbsent(command, one -> new TreeSet<>()));
    }

    /** Promises that can be held against an answer, and that no page makes: its words have changed. */
    static Set<String> unmade(List<RunbookLine> lines) {
        Set<String> unmade = new TreeSet<>(KEPT.keySet());
        unmade.removeIf(words -> lines.stream()
                .flatMap(line -> line.promises().stream())
                .anyMatch(promise -> promise.startsWith(words)));
        return unmade;
    }

    /** Whether it has nothing to tell of a system at rest. */
    boolean needsLoad() {
        return promises.stream().anyMatch(promise -> promise.startsWith(COMPARES));
    }

    RunbookLine with(UnaryOperator<String> filledIn) {
        return new RunbookLine(filledIn.apply(command), promises);
    }

    /** What is wrong with an answer to it in a system in health; nothing if all is as the pages say. */
    List<String> faultsOf(Cli.Result answer) {
        List<String> faults = new ArrayList<>();
        // Samples are no load that anybody has planned for; 1 says that.
        if (answer.exitCode() != 0 && !(needsLoad() && answer.exitCode() == 1)) {
            faults.add("exit code " + answer.exitCode());
        }
        if (answer.output().isBlank()) {
            faults.add("it prints nothing");
        }
        sought().filter(one -> !Pattern.compile(one).matcher(answer.output()).find())
                .forEach(one -> faults.add("nothing of " + one));
        promises.forEach(promise -> KEPT.forEach((words, kept) -> {
            if (promise.startsWith(words)
                    && !Pattern.compile(kept, Pattern.MULTILINE)
                            .matcher(answer.output())
                            .find()) {
                faults.add("not as promised: " + promise);
            }
        }));
        return faults;
    }

    /** Each thing that its grep looks for: one that is there hides from grep that another is not. */
    private Stream<String> sought() {
        return GREP.matcher(command)
                .results()
                .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
                .flatMap(pattern -> Stream.of(GROUP.matcher(pattern)
                        .replaceAll(RunbookLine::spelledOut)
                        .split("\\|", -1)));
    }

    private static String spelledOut(MatchResult group) {
        return Stream.of(group.group(2).split("\\|", -1))
                .map(one -> group.group(1) + one + group.group(3))
                .collect(Collectors.joining("|"));
    }
}
