// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink.pace;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Exponential backoff with full jitter: any pause between zero and {@code first · 2^attempt}, at most {@code longest}.
 * Source: Marc Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.
 */
public record Backoff(Duration first, Duration longest, RandomGenerator random) {
    private static final int MAX_DOUBLINGS = 30;

    /** The pause after the failed {@code attempt}, counted from 0. */
    public Duration pause(int attempt) {
        long bound = first.toMillis() << Math.min(attempt, MAX_DOUBLINGS);
        return Duration.ofMillis(random.nextLong(Math.min(bound, longest.toMillis()) + 1));
    }
}
