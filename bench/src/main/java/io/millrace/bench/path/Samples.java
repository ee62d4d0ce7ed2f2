// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.path;

import io.millrace.bench.load.Slope;
import java.util.List;
import java.util.function.ToLongFunction;

/** The looks at one run, in order, from the first event to the last; at least four. */
record Samples(List<Sample> list) {
    private static final int FEWEST = 4;

    Samples {
        list = List.copyOf(list);
        if (list.size() < FEWEST) {
            throw new IllegalArgumentException("At least " + FEWEST + " samples, not " + list.size());
        }
    }

    /**
     * Events delivered a second, once warm: the slope of the straight line through the last two thirds, by least squares.
     * Deliveries come in steps, so that a difference of two samples says little.
     */
    double deliveredPerSecond() {
        Slope slope = new Slope();
        warm().forEach(sample -> slope.add((double) sample.millis(), (double) sample.delivered()));
        return slope.value() * 1_000;
    }

    /** The most events in the last two thirds that were due and not delivered. */
    long mostLag() {
        return warm().stream()
                .mapToLong(sample -> sample.due() - sample.delivered())
                .max()
                .orElseThrow();
    }

    /** What stream and Connect held in the last quarter, on average, over what they held in the second. */
    double memoryGrowth() {
        int quarter = list.size() / 4;
        ToLongFunction<Sample> ours = sample -> sample.memory().ours();
        return mean(list.subList(list.size() - quarter, list.size()), ours)
                / mean(list.subList(quarter, 2 * quarter), ours);
    }

    private static double mean(List<Sample> samples, ToLongFunction<Sample> of) {
        return samples.stream().mapToLong(of).average().orElseThrow();
    }

    private List<Sample> warm() {
        return list.subList(list.size() / 3, list.size());
    }
}
