// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class BackoffTest {
    @Property
    void shouldStayBelowTheDoublingBoundAndTheLongestPause(@ForAll @IntRange(min = 0) int attempt, @ForAll long seed) {
        Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(30), new Random(seed));

        Duration pause = backoff.pause(attempt);

        long bound = attempt > 20 ? 30_000 : Math.min(30_000, 100L << attempt);
        assertThat(pause).isBetween(Duration.ZERO, Duration.ofMillis(bound));
    }
}
