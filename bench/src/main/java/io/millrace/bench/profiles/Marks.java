// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.profiles;

import io.millrace.bench.load.Schedule;

/**
 * Two events for each partition. The time of the first is past all windows, so that it closes what is open; that of the
 * second is so far past that it closes the first's.
 *
 * @param past by how much a time must exceed another for its window to be over
 */
record Marks(int partitions, long now, long past) implements Schedule {
    @Override
    public long due() {
        return 2L * partitions;
    }

    @Override
    public long time(long event) {
        return now + past * (event / partitions + 1);
    }
}
