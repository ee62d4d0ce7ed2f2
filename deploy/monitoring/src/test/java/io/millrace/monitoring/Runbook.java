// SPDX-License-Identifier: Apache-2.0
package io.millrace.monitoring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A page of {@code deploy/runbooks}. */
record Runbook(Path file, String text) {
    private static final Pattern HEADING = Pattern.compile("(?m)^## (.+)$");
    private static final Pattern BLOCK = Pattern.compile("(?s)```sh\n(.*?)```");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)\\)");
    private static final Pattern COMMAND = Pattern.compile("(?m)\\./millrace ((?:(?! # )[^`|>\n])+)");

    /** All pages: those of alerts, and those that are for none. */
    static List<Runbook> all() throws IOException {
        try (Stream<Path> files = Files.list(Places.RUNBOOKS)) {
            return files.sorted().map(Runbook::read).toList();
        }
    }

    static Runbook read(Path file) {
        try {
            return new Runbook(file, Files.readString(file));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    String name() {
        return file.getFileName().toString().replace(".md", "");
    }

    boolean isOfAnAlert() {
        return name().startsWith("Millrace");
    }

    List<String> headings() {
        return all(HEADING).toList();
    }

    /** The lines of the first block of commands. */
    List<String> first() {
        return all(BLOCK).findFirst().orElse("").lines().toList();
    }

    /** What follows {@code ./millrace}, wherever it stands. */
    List<String> commands() {
        return all(COMMAND).map(String::strip).toList();
    }

    List<Path> links() {
        return all(LINK).map(link -> file.resolveSibling(link)).toList();
    }

    private Stream<String> all(Pattern pattern) {
        return pattern.matcher(text).results().map((MatchResult match) -> match.group(1));
    }
}
