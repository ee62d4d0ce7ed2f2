// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink.offsets;

import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * How far one partition is finished when its records finish in any order: everything below {@link #committable()} has
 * finished or was never there (an aborted transaction, a compacted record). Thread-safe.
 */
public final class ContiguousOffsets {
    private final TreeSet<Long> unfinished = new TreeSet<>();
    private long next = -1;

    /** Returns the offset that was expected next, at most {@code offset}: there was no record in between. */
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
