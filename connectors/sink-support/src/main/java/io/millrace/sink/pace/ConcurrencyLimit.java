// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink.pace;

import java.util.function.IntConsumer;
import java.util.function.LongSupplier;

/**
 * How many attempts may run at once: as many as the outside system bears, between 1 and a maximum. The limit doubles until
 * the first sign of strain and then grows by one; a refusal halves it, and latency above {@value #TOLERANCE} times the usual takes
 * a fifth off. One decision a round: a round is over when as many attempts have succeeded as may run at once, or one was refused,
 * and only attempts that began in it count. Thread-safe.
 *
 * <p>What latency is usual depends on how large a batch is, so batches are compared with those of about their size. The usual
 * follows what is faster sooner than what is slower, but follows both: a system that has become slow for good is not held to its
 * better days.
 *
 * <p>Sources: additive increase, multiplicative decrease as in TCP (Jacobson, "Congestion Avoidance and Control", 1988), and the
 * comparison of recent with usual latency of the gradient limits in Netflix's concurrency-limits and of Vector's adaptive
 * concurrency.
 */
public final class ConcurrencyLimit {
    /** What an attempt says about the outside system. */
    public enum Sign {
        /** It has taken the batch. */
        TAKEN,
        /** It could not take it now, or not all of it. */
        REFUSED,
        /** Nothing: the batch itself was at fault, or nobody asked. */
        NONE
    }

    /** An attempt that runs. */
    public record Permit(long round, long startedAt, int size) {}

    static final double TOLERANCE = 2;
    private static final double AFTER_REFUSAL = 0.5;
    private static final double AFTER_STRAIN = 0.8;
    private static final double FASTER_WEIGHT = 0.02;
    private static final double SLOWER_WEIGHT = 0.005;

    private final int max;
    private final LongSupplier nanoTime;
    private final IntConsumer shown;

    /** Nanoseconds, by the number of bits that the batch's size has; 0 where none was seen. */
    private final double[] usual = new double[Integer.SIZE];

    private int limit;
    private int running;
    private long round;
    private int taken;
    private double slowness;
    private boolean isReached;
    private boolean isStrained;

    /**
     * @param first the limit to begin with
     * @param nanoTime of a monotonic clock
     * @param shown is told each new limit
     */
    public ConcurrencyLimit(int first, int max, LongSupplier nanoTime, IntConsumer shown) {
        this.limit = first;
        this.max = max;
        this.nanoTime = nanoTime;
        this.shown = shown;
        shown.accept(limit);
    }

    /** Waits until an attempt with a batch of {@code size} bytes may run; {@link #release} must follow. */
    public synchronized Permit acquire(int size) throws InterruptedException {
        while (running >= limit) {
            wait();
        }
        running++;
        isReached |= running >= limit;
        return new Permit(round, nanoTime.getAsLong(), size);
    }

    /** The attempt has ended. */
    public synchronized void release(Permit permit, Sign sign) {
        running--;
        if (sign == Sign.TAKEN) {
            taken(permit);
        } else if (sign == Sign.REFUSED && permit.round == round) {
            shrink(AFTER_REFUSAL);
        }
        notifyAll();
    }

    private void taken(Permit permit) {
        double latency = Math.max(1, nanoTime.getAsLong() - permit.startedAt);
        int size = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(permit.size | 1);
        usual[size] = usual[size] == 0 ? latency : usual[size];
        double ratio = latency / usual[size];
        usual[size] += (latency - usual[size]) * (ratio < 1 ? FASTER_WEIGHT : SLOWER_WEIGHT);
        if (permit.round == round) {
            taken++;
            slowness += ratio;
            if (taken >= limit) {
                decide();
            }
        }
    }

    private void decide() {
        if (slowness / taken > TOLERANCE) {
            shrink(AFTER_STRAIN);
        } else {
            // A limit that nobody needs says nothing when it is not met with strain.
            int grown = !isReached ? limit : isStrained ? limit + 1 : limit * 2;
            begin(Math.min(max, grown));
        }
    }

    private void shrink(double factor) {
        isStrained = true;
        begin(Math.max(1, (int) (limit * factor)));
    }

    private void begin(int next) {
        if (next != limit) {
            limit = next;
            shown.accept(next);
        }
        round++;
        taken = 0;
        slowness = 0;
        isReached = running >= limit;
    }
}
