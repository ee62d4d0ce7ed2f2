// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.drill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The commands of a page of {@code deploy/runbooks}. */
record RunbookPage(String text) {
    private static final Pattern FIRST = Pattern.compile("(?m)^\\./millrace (.+?) +# ");
    private static final Pattern IN_TEXT = Pattern.compile("`\\./millrace ([^`]+)`");
    /** Of the sample pipelines, the one that has all that can be asked for. */
    private static final String PIPELINE = "logs";

    static RunbookPage read(Path file) {
        try {
            return new RunbookPage(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /** What it has under First five minutes, of the command line; these tell more and change nothing. */
    List<String> first() {
        return all(FIRST);
    }

    /** What else it names. */
    List<String> named() {
        return all(IN_TEXT);
    }

    private List<String> all(Pattern pattern) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1).replace("PIPELINE", PIPELINE))
                .toList();
    }
}
