// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench;

import io.millrace.bench.bed.Pace;
import io.millrace.bench.model.Run;
import io.millrace.bench.model.Scenario;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.common.config.ConfigException;

/** The runs that are asked for, each once, in the order of the scenarios. */
record Selection(List<Run> runs) {
    private static final double DATA_OVERHEAD = 1.3;
    private static final double WITH_RESULTS = 3;
    private static final double ROOM = 4e9;
    private static final double LEAST_ROOM = 0.5e9;

    Selection {
        runs = List.copyOf(runs);
    }

    /**
     * By the names of scenarios and of single runs; no name means all that need not be named.
     *
     * @throws ConfigException when nothing is called so
     */
    static Selection of(List<Scenario> scenarios, List<String> names) {
        requireKnown(scenarios, names);
        Map<String, Run> runs = new LinkedHashMap<>();
        for (Scenario scenario : scenarios) {
            boolean isAsked = names.isEmpty() ? !scenario.onlyWhenNamed() : names.contains(scenario.name());
            for (Run run : scenario.runs()) {
                if ((isAsked && !run.onlyWhenNamed()) || names.contains(run.name())) {
                    runs.putIfAbsent(run.name(), run);
                }
            }
        }
        return new Selection(new ArrayList<>(runs.values()));
    }

    private static void requireKnown(List<Scenario> scenarios, List<String> names) {
        List<String> known = scenarios.stream().map(Scenario::name).toList();
        TreeSet<String> runs = new TreeSet<>();
        scenarios.forEach(scenario -> scenario.runs().forEach(run -> runs.add(run.name())));
        for (String name : names) {
            if (!known.contains(name) && !runs.contains(name)) {
                throw new ConfigException("There is no scenario or run \"%s\". Scenarios: %s. Runs: %s."
                        .formatted(name, String.join(", ", known), String.join(", ", runs)));
            }
        }
    }

    /** What they take on a disk at most: one at a time, its data sets, twice as much for what comes out, and some room. */
    long bytes(Pace pace) {
        long most = runs.stream()
                .mapToLong(run -> run.data().stream()
                        .mapToLong(data -> pace.events(data.events()) * data.eventBytes())
                        .sum())
                .max()
                .orElse(0);
        return (long) (WITH_RESULTS * most * DATA_OVERHEAD + Math.max(LEAST_ROOM, ROOM * pace.share()));
    }
}
