// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.feed;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Keeps events to a rate, and reports progress now and then. */
public final class FeedPace {
    private static final long TELL_EVERY_NANOS = Duration.ofSeconds(2).toNanos();

    private final double perSecond;
    private final Consumer<String> progress;
    private final long started = System.nanoTime();
    private long told = started;

    /** {@code perSecond} is 0 for no limit. */
    public FeedPace(double perSecond, Consumer<String> progress) {
        this.perSecond = perSecond;
        this.progress = progress;
    }

    /** Returns when it is time for the event after {@code sent} others. */
    void await(long sent) throws InterruptedException {
        long now = System.nanoTime();
        if (now - told >= TELL_EVERY_NANOS) {
            told = now;
            progress.accept(String.format(Locale.ROOT, "%,d events, %,.0f a second", sent, sent / seconds()));
        }
        if (perSecond > 0) {
            long due = started + (long) (sent / perSecond * TimeUnit.SECONDS.toNanos(1));
            TimeUnit.NANOSECONDS.sleep(due - now);
        }
    }

    public double seconds() {
        return Math.max(1, System.nanoTime() - started) / (double) TimeUnit.SECONDS.toNanos(1);
    }
}
