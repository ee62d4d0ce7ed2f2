// SPDX-License-Identifier: Apache-2.0
package io.millrace.rollup;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Up to when the tasks of a process have closed the windows of each rollup of a pipeline. Written by tasks, read by any thread. */
public final class ClosedWindows {
    private record Place(String rollup, int partition) {}

    private final Map<Place, Long> ends = new ConcurrentHashMap<>();

    void closed(String rollup, int partition, long end) {
        ends.put(new Place(rollup, partition), end);
    }

    void forget(String rollup, int partition) {
        ends.remove(new Place(rollup, partition));
    }

    /** Whether the task of {@code partition} has closed the windows that end at {@code end}, in epoch milliseconds, as far as it knows in this life. */
    public boolean isClosed(String rollup, int partition, long end) {
        return end <= ends.getOrDefault(new Place(rollup, partition), Long.MIN_VALUE);
    }
}
