// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The figures of every round, by run, in the order in which they came. */
public final class Results {
    private final Map<String, List<Figures>> rounds = new LinkedHashMap<>();
    private final Map<String, List<String>> failures = new TreeMap<>();

    public void add(String run, Figures figures) {
        rounds.computeIfAbsent(run, any -> new ArrayList<>()).add(figures);
    }

    /** Of a round that yielded nothing. */
    public void addFailure(String run, Exception failure) {
        failures.computeIfAbsent(run, any -> new ArrayList<>()).add(failure.toString());
    }

    /** What went wrong, by run. */
    public Map<String, List<String>> failures() {
        return new TreeMap<>(failures);
    }

    public List<String> runs() {
        return List.copyOf(rounds.keySet());
    }

    /** What each round yielded for the figure, those that have it. */
    public double[] values(Term term) {
        double less = term.beyond() == null ? 0 : median(new Term(term.beyond(), term.figure()));
        return rounds.getOrDefault(term.run(), List.of()).stream()
                .flatMapToDouble(figures -> figures.value(term.figure()).stream())
                .map(value -> value - less)
                .toArray();
    }

    /** Not a number when no round has the figure. */
    public double median(Term term) {
        double[] sorted = values(term);
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        if (sorted.length == 0) {
            return Double.NaN;
        }
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    public List<Figures> rounds(String run) {
        return List.copyOf(rounds.getOrDefault(run, List.of()));
    }
}
