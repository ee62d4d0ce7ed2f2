// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.load;

/**
 * A fixed rate, whatever becomes of the events: one that is sent late bears the time at which it was due, so that its
 * delay counts. The events of a millisecond are due as it begins.
 *
 * @param begin when the first is due, in epoch milliseconds
 * @param total how many there are
 */
public record OpenLoop(long begin, long perSecond, long total) implements Schedule {
    private static final long SECOND = 1_000;

    public OpenLoop {
        if (perSecond < 1 || total < 1) {
            throw new IllegalArgumentException("At least 1 event a second, and 1 in all");
        }
    }

    @Override
    public long due() {
        return before(System.currentTimeMillis() + 1);
    }

    @Override
    public long time(long event) {
        return begin + event * SECOND / perSecond;
    }

    /** How many events are due before that time. */
    public long before(long millis) {
        return Math.min(total, Math.max(0, -Math.floorDiv((begin - millis) * perSecond, SECOND)));
    }
}
