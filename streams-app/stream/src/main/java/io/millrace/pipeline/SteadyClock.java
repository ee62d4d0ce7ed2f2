// SPDX-License-Identifier: Apache-2.0
package io.millrace.pipeline;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The clock of Kafka Streams: the machine's, but it never goes back. Ages of batches and commit intervals are measured with it, so
 * a clock that is set back by half an hour would otherwise stop both for half an hour. It follows a clock that is set forward, and
 * continues at its own pace when it is ahead, so times that others see must come from {@link System#currentTimeMillis}.
 */
final class SteadyClock implements Time {
    private static final Logger LOG = LoggerFactory.getLogger(SteadyClock.class);

    /** More than a clock that is being adjusted deviates from one that only counts. */
    private static final long TOLERANCE_MS = 1_000;

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final LongSupplier wallMillis;
    private final LongSupplier nanos;
    private volatile Reading last;

    /** Where both clocks were, and by how much this one was ahead of the machine's when that was last logged. */
    private record Reading(long millis, long nanos, long toldAheadMs) {}

    SteadyClock() {
        this(Time.SYSTEM::milliseconds, Time.SYSTEM::nanoseconds);
    }

    SteadyClock(LongSupplier wallMillis, LongSupplier nanos) {
        this.wallMillis = wallMillis;
        this.nanos = nanos;
        last = new Reading(wallMillis.getAsLong(), nanos.getAsLong(), 0);
    }

    @Override
    public long milliseconds() {
        Reading before = last;
        long steady = before.millis() + (nanos.getAsLong() - before.nanos()) / NANOS_PER_MILLI;
        long ahead = steady - wallMillis.getAsLong();
        if (ahead < -TOLERANCE_MS || Math.abs(ahead - before.toldAheadMs()) > TOLERANCE_MS) {
            return moved(steady, ahead);
        }
        return steady;
    }

    /** The machine's clock was changed. */
    private synchronized long moved(long steady, long ahead) {
        if (Math.abs(ahead - last.toldAheadMs()) > TOLERANCE_MS) {
            LOG.atWarn()
                    .addKeyValue("byMs", last.toldAheadMs() - ahead)
                    .log(
                            "The machine's clock was changed; batches and commits continue as if it had not been set back");
        }
        long now = ahead < 0 ? steady - ahead : steady;
        last = new Reading(now, nanos.getAsLong(), Math.max(0, ahead));
        return now;
    }

    @Override
    public long nanoseconds() {
        return nanos.getAsLong();
    }

    @Override
    public long hiResClockMs() {
        return nanos.getAsLong() / NANOS_PER_MILLI;
    }

    @Override
    public void sleep(long millis) {
        Time.SYSTEM.sleep(millis);
    }

    @Override
    public void waitObject(Object object, Supplier<Boolean> condition, long deadlineMs) throws InterruptedException {
        long wait = Math.max(0, deadlineMs - milliseconds());
        Time.SYSTEM.waitObject(object, condition, Time.SYSTEM.milliseconds() + wait);
    }

    @Override
    public String toString() {
        return "SteadyClock[" + Duration.ofMillis(last.toldAheadMs()) + " ahead]";
    }
}
