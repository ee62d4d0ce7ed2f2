package io.millrace.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The figures of every round, by run, in the order in which they came. */
public final class Results {
    private final Map<String, List<Figures>> rounds = new LinkedHashMap<>();

    public void add(String run, Figures figures) {
        rounds.computeIfAbsent(run, any -> new ArrayList<>()).add(figures);
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

    public List<Figures> rounds(String run) {
        return List.copyOf(rounds.getOrDefault(run, List.of()));
    }
}
