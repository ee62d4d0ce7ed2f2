// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

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
        return rounds.getOrDefault(term.run(), List.of()).stream()
                .flatMapToDouble(figures -> figures.value(term.figure()).stream())
                .toArray();
    }

    /** The figure of each round over another one of the same round; the figures themselves when there is no other. */
    public double[] ratios(Term of, Term over) {
        double[] values = values(of);
        if (over == null) {
            return values;
        }
        double[] others = values(over);
        return IntStream.range(0, Math.min(values.length, others.length))
                .mapToDouble(round -> values[round] / others[round])
                .toArray();
    }

    public List<Figures> rounds(String run) {
        return List.copyOf(rounds.getOrDefault(run, List.of()));
    }
}
