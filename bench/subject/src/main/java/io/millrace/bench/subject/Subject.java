// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.subject;

import java.util.Map;

/** What is measured, alone in a process. It has a public constructor that takes a {@link Spec} and does no I/O. */
public interface Subject {
    /** Begins to work, in threads of its own. */
    void start() throws Exception;

    /** Events worked on so far, from any thread; never goes down. A failure of the work is thrown here. */
    long processed();

    /**
     * Stops; what was processed is written and committed when this returns.
     *
     * @return the events whose results are committed
     */
    long stop() throws Exception;

    /** Before each of its {@link Turns}: the work goes on. */
    default void resume() throws Exception {}

    /** After each of its turns, before the process is stopped: returns when nobody outside is asked for anything any more. */
    default void rest() throws Exception {}

    /** What the work has used of the processors so far; a part of the process's, if it also does what is not measured. */
    default long workNanos() {
        return WorkTime.nanos();
    }

    /** Further figures, each counted from the start on; asked at the begin and at the end of the measurement. */
    default Map<String, Long> counters() {
        return Map.of();
    }
}
