// SPDX-License-Identifier: Apache-2.0
package io.millrace.config.stages;

import io.millrace.config.routes.Measure;
import io.millrace.config.routes.Subject;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.Stream;

/**
 * A windowed aggregate of the events of all partitions with the same key. Times are milliseconds.
 *
 * @param name within the pipeline
 * @param by what makes up the key
 * @param advanceMs from the start of one window to that of the next, at most the window
 * @param graceMs how long a window stays open behind the watermark
 * @param skewMs how far, in event time, one source partition may be ahead of another
 * @param parksLate whether events that it can no longer take become dead letters instead of going on
 */
public record Rollup(
        String name,
        List<Subject> by,
        long windowMs,
        long advanceMs,
        long graceMs,
        long skewMs,
        List<Measure> measures,
        boolean parksLate) {
    public Rollup {
        by = List.copyOf(by);
        measures = List.copyOf(measures);
    }

    /** All events of such a slice of time, aligned to the epoch, belong to the same windows. */
    public long sliceMs() {
        return BigInteger.valueOf(windowMs).gcd(BigInteger.valueOf(advanceMs)).longValueExact();
    }

    /** The end, exclusive, of the last window that holds the time. */
    public long lastWindowEnd(long timestamp) {
        return timestamp - timestamp % advanceMs + windowMs;
    }

    /** The end, exclusive, of the first window that holds the time; none begins before the epoch. */
    public long firstWindowEnd(long timestamp) {
        long start = Math.max(0, timestamp - windowMs + advanceMs) / advanceMs * advanceMs;
        return start + windowMs;
    }

    /** What its state is of; lateness and skew may change under it. */
    public String text() {
        return "by " + by + ", window.ms " + windowMs + ", advance.ms " + advanceMs + ", measures " + measures;
    }

    /** What it looks at in an event. */
    public Stream<Subject> subjects() {
        return Stream.concat(by.stream(), measures.stream().map(Measure::subject));
    }
}
