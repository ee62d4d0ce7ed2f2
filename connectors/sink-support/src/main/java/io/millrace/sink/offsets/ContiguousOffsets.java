package io.millrace.sink.offsets;

import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * How far one partition is done, when its records finish in any order: everything below {@link #committable()} has
 * finished or never was (an aborted transaction, a compacted record). Thread-safe.
 */
public final class ContiguousOffsets {
    private final TreeSet<Long> unfinished = new TreeSet<>();
    private long next = -1;

    /** Returns where it was expected, at most {@code offset}: what lies between never came. */
    public synchronized long handedOver(long offset) {
        long expected = next < 0 ? offset : Math.min(next, offset);
        unfinished.add(offset);
        next = Math.max(next, offset + 1);
        return expected;
    }

    public synchronized void finished(long offset) {
        unfinished.remove(offset);
    }

    public synchronized boolean allFinished() {
        return unfinished.isEmpty();
    }

    /** The offset to read from after a restart; empty before the first record. */
    public synchronized OptionalLong committable() {
        if (next < 0) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(unfinished.isEmpty() ? next : unfinished.first());
    }
}
