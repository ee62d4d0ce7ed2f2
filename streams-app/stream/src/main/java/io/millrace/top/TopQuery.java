// SPDX-License-Identifier: Apache-2.0
package io.millrace.top;

import io.millrace.config.stages.Rollup;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is asked of a rollup.
 *
 * @param rollup it is about
 * @param n how many keys at most
 * @param window {@value #LATEST}, {@value #PREVIOUS}, or a start in epoch milliseconds
 * @param ranking of the keys
 * @param isLocal whether the partitions of the instance that is asked are enough
 */
record TopQuery(Rollup rollup, int n, String window, Ranking ranking, boolean isLocal) {
    static final String LATEST = "latest";
    static final String PREVIOUS = "previous";

    /** So that an answer stays small. */
    static final int MOST = 1_000;

    private static final int DEFAULT_N = 10;
    private static final List<String> NAMES = List.of("n", "window", "measure", "local");

    /** Reads the query of a URL, which may be null. Throws {@link TopRefusedException} saying what is allowed. */
    static TopQuery parse(Rollup rollup, String rawQuery) {
        Map<String, String> given = parameters(rawQuery);
        return new TopQuery(
                rollup,
                n(given.getOrDefault("n", Integer.toString(DEFAULT_N))),
                window(rollup, given.getOrDefault("window", LATEST)),
                Ranking.of(rollup, given.getOrDefault("measure", Ranking.COUNT)),
                Boolean.parseBoolean(given.get("local")));
    }

    private static Map<String, String> parameters(String rawQuery) {
        Map<String, String> given = new HashMap<>();
        for (String pair : rawQuery == null || rawQuery.isEmpty() ? new String[0] : rawQuery.split("&")) {
            int equals = pair.indexOf('=');
            String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            if (!NAMES.contains(name)) {
                throw TopRefusedException.invalid("Only n, window and measure can be given");
            }
            given.put(name, equals < 0 ? "" : decoded(pair.substring(equals + 1)));
        }
        return given;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw TopRefusedException.invalid("The query is not URL-encoded: write % as %25");
        }
    }

    private static int n(String text) {
        // No longer than the greatest number that is allowed.
        int n = text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 0;
        if (n < 1 || n > MOST) {
            throw TopRefusedException.invalid("n must be a number from 1 to " + MOST);
        }
        return n;
    }

    private static String window(Rollup rollup, String text) {
        boolean isStart = text.matches("[0-9]{1,15}") && Long.parseLong(text) % rollup.advanceMs() == 0;
        if (!isStart && !text.equals(LATEST) && !text.equals(PREVIOUS)) {
            throw TopRefusedException.invalid("window must be " + LATEST + ", " + PREVIOUS
                    + " or the start of one in epoch milliseconds, a multiple of " + rollup.advanceMs());
        }
        return text;
    }

    boolean isLatest() {
        return window.equals(LATEST);
    }

    boolean isPrevious() {
        return window.equals(PREVIOUS);
    }

    /** Of the window that it is about. Throws {@link TopRefusedException} when it would begin before the epoch. */
    long startOf(long latest) {
        long start = isPrevious() ? latest - rollup.advanceMs() : latest;
        if (start < 0) {
            throw TopRefusedException.invalid("The latest window is the first one, which has no previous one");
        }
        return start;
    }

    /** The window's, when the query names one. */
    long start() {
        return Long.parseLong(window);
    }

    TopQuery at(long start) {
        return new TopQuery(rollup, n, Long.toString(start), ranking, isLocal);
    }

    /** To learn which window is the latest. */
    TopQuery forLatest() {
        return new TopQuery(rollup, 1, LATEST, ranking, isLocal);
    }
}
