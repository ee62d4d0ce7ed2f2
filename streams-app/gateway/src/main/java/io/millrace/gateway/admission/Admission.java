// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.admission;

import io.millrace.config.gateway.AdmissionLimits;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;

/** Decides about the requests of one pipeline. Thread-safe. */
public final class Admission {
    /** May wait for acknowledgement whatever the rate is: with less, the rate could not be found out. */
    static final long LEAST_WAITING = 1024 * 1024;

    /** Of the age that is allowed: the rate varies, and what waits as long as it may is refused by its age. */
    private static final double OF_AGE = 0.5;

    private static final double OF_BUFFER = 0.8;
    private static final double SECOND = 1e9;

    private final Backlog backlog = new Backlog();
    private final DrainRate rate;
    private final Breaker breaker;
    private final ByteBudget.Share share;
    private final SendPath path;
    private final BooleanSupplier draining;
    private final long maxAgeNanos;
    private volatile long mostWaiting = LEAST_WAITING;

    /**
     * For one pipeline.
     *
     * @param draining whether the process is about to stop
     * @param now the first of the moments that {@link #tick} is told
     */
    public Admission(
            AdmissionLimits limits, ByteBudget.Share share, SendPath path, BooleanSupplier draining, long now) {
        this.rate = new DrainRate(now);
        this.breaker = new Breaker(limits.breakerFailures());
        this.share = share;
        this.path = path;
        this.draining = draining;
        this.maxAgeNanos = limits.maxQueueAge().toNanos();
    }

    /**
     * Why a request is refused; null when it may come in, and its first bytes are taken from the budget.
     *
     * @param first bytes that are taken from the budget
     * @param expected bytes that it will have, as far as it says so
     */
    public ShedReason refusal(long first, long expected, long now) {
        if (draining.getAsBoolean()) {
            return ShedReason.DRAINING;
        }
        if (!path.isReady()) {
            return ShedReason.NOT_READY;
        }
        if (backlog.oldestNanos(now) > maxAgeNanos) {
            return ShedReason.QUEUE_AGE;
        }
        if (path.isNearlyFull()) {
            return ShedReason.BUFFER;
        }
        if (!fits(expected, mostWaiting)) {
            return ShedReason.IN_FLIGHT;
        }
        if (!breaker.allows(now)) {
            return ShedReason.BREAKER;
        }
        return share.reserve(first) ? null : ShedReason.BYTES;
    }

    /** By Little's law: what waits no longer than that at the rate at which Kafka acknowledges. */
    private static long mostWaiting(long bytesPerSecond, long ageNanos) {
        return Math.max(LEAST_WAITING, (long) (bytesPerSecond * (ageNanos / SECOND) * OF_AGE));
    }

    /** A request as large as the limit, or larger, comes in when nothing else waits. */
    private boolean fits(long bytes, long most) {
        long waiting = backlog.bytes();
        return waiting == 0 || waiting + bytes <= most;
    }

    /** A request of so many bytes is about to be sent; null if the producer's buffer might not hold all of its events. */
    public Waiting begin(long bytes, long now) {
        return fits(bytes, (long) (OF_BUFFER * path.bufferBytes())) ? backlog.begin(now, bytes) : null;
    }

    /** To be called about once a second. */
    public void tick(long now) {
        rate.tick(now);
        mostWaiting = mostWaiting(rate.best(), maxAgeNanos);
    }

    /** What to tell a client that is refused at the moment. */
    public int retryAfterSeconds(long now) {
        return RetryAfter.seconds(
                share.used(), rate.lastSecond(), backlog.oldestNanos(now), ThreadLocalRandom.current()::nextInt);
    }

    public Backlog backlog() {
        return backlog;
    }

    public DrainRate rate() {
        return rate;
    }

    public Breaker breaker() {
        return breaker;
    }

    public ByteBudget.Share share() {
        return share;
    }
}
