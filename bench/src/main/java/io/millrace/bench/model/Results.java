// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** The figures of every round, by run, in the order in which they came; a round that failed is not there. */
public final class Results {
    private final Map<String, Map<Integer, List<Figures>>> rounds = new LinkedHashMap<>();
    private final Map<String, List<String>> failures = new TreeMap<>();

    /** A round may yield several. */
    public void add(String run, int round, Figures figures) {
        rounds.computeIfAbsent(run, any -> new TreeMap<>())
                .computeIfAbsent(round, any -> new ArrayList<>())
                .add(figures);
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
        return values(rounds(term.run()), term.figure());
    }

    private static double[] values(List<Figures> of, Figure figure) {
        return of.stream()
                .flatMapToDouble(figures -> figures.value(figure).stream())
                .toArray();
    }

    /** The figure of each round over another one of the same round; the figures themselves when there is no other. */
    public double[] ratios(Term of, Term over) {
        if (over == null) {
            return values(of);
        }
        Map<Integer, List<Figures>> others = rounds.getOrDefault(over.run(), Map.of());
        return rounds.getOrDefault(of.run(), Map.of()).entrySet().stream()
                .flatMapToDouble(round -> ratios(
                        values(round.getValue(), of.figure()),
                        values(others.getOrDefault(round.getKey(), List.of()), over.figure())))
                .toArray();
    }

    private static DoubleStream ratios(double[] values, double[] others) {
        return IntStream.range(0, Math.min(values.length, others.length)).mapToDouble(i -> values[i] / others[i]);
    }

    public List<Figures> rounds(String run) {
        return rounds.getOrDefault(run, Map.of()).values().stream()
                .flatMap(List::stream)
                .toList();
    }
}
