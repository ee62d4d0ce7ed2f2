// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.admission;

import io.millrace.config.gateway.AdmissionLimits;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;

/** Decides about the requests of one pipeline. Thread-safe. */
public final class Admission {
    private final Backlog backlog = new Backlog();
    private final DrainRate rate = new DrainRate();
    private final Breaker breaker;
    private final ByteBudget.Share share;
    private final SendPath path;
    private final BooleanSupplier draining;
    private final long maxAgeNanos;

    /** @param draining whether the process is about to stop */
    public Admission(AdmissionLimits limits, ByteBudget.Share share, SendPath path, BooleanSupplier draining) {
        this.breaker = new Breaker(limits.breakerFailures());
        this.share = share;
        this.path = path;
        this.draining = draining;
        this.maxAgeNanos = limits.maxQueueAge().toNanos();
    }

    /** Why a request of so many bytes is refused; null when it may come in, and its bytes are taken from the budget. */
    public ShedReason refusal(long bytes, long now) {
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
        if (!breaker.allows(now)) {
            return ShedReason.BREAKER;
        }
        return share.reserve(bytes) ? null : ShedReason.BYTES;
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
