// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench;

import io.millrace.bench.bed.Pace;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How long the rest will take: each run as long as in its last round, or as long as runs took so far. */
final class Timetable {
    /** To start and to stop a run. */
    private static final Duration AROUND = Duration.ofSeconds(4);

    private final List<String> steps;
    private final Duration guess;
    private final Map<String, Duration> took = new HashMap<>();
    private Duration spent = Duration.ZERO;
    private int done;

    /** The names of the runs of all rounds, in order. */
    Timetable(List<String> steps, Pace pace) {
        this.steps = List.copyOf(steps);
        this.guess = pace.warm().plus(pace.measure()).plus(AROUND);
    }

    void took(Duration time) {
        took.put(steps.get(done), time);
        spent = spent.plus(time);
        done++;
    }

    Duration left() {
        Duration mean = done == 0 ? guess : spent.dividedBy(done);
        return steps.subList(done, steps.size()).stream()
                .map(step -> took.getOrDefault(step, mean))
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** As a person would say it. */
    String leftInWords() {
        long seconds = left().toSeconds();
        return seconds < 60 ? seconds + " s left" : (seconds + 30) / 60 + " min left";
    }

    /** Which of how many is next. */
    String next() {
        return "[%d/%d]".formatted(done + 1, steps.size());
    }
}
