// SPDX-License-Identifier: Apache-2.0
package io.millrace.batch.state;

import java.util.Comparator;

/**
 * Which drain wrote a record of the state. Lives count up over all owners that a partition ever has, drains count up
 * within a life, so a record of an owner that was replaced, and does not know it yet, is older than those of its successor,
 * whenever it arrives.
 */
public record DrainId(long life, long number) implements Comparable<DrainId> {
    private static final Comparator<DrainId> OLDEST_FIRST =
            Comparator.comparingLong(DrainId::life).thenComparingLong(DrainId::number);

    /** The one after it, of the same life. */
    DrainId next() {
        return new DrainId(life, number + 1);
    }

    @Override
    public int compareTo(DrainId other) {
        return OLDEST_FIRST.compare(this, other);
    }
}
