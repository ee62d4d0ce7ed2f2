// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.admission;

import java.util.function.IntUnaryOperator;

/** When a client should come back, in whole seconds. */
final class RetryAfter {
    private static final int LONGEST = 30;
    private static final int JITTERS = 3;
    private static final double NANOS = 1e9;

    private RetryAfter() {}

    /**
     * When what is in flight will be gone at the rate of the last second. If nothing moved in it, as long again as it has stood still. In
     * any case 1 to 30 s, and up to 2 s more, so that clients do not return together.
     *
     * @param random a number from 0 to its argument, not included
     */
    static int seconds(long inFlight, long bytesPerSecond, long oldestNanos, IntUnaryOperator random) {
        double wait = bytesPerSecond > 0 ? (double) inFlight / bytesPerSecond : oldestNanos / NANOS;
        return (int) Math.min(LONGEST, Math.max(1, Math.ceil(wait))) + random.applyAsInt(JITTERS);
    }
}
