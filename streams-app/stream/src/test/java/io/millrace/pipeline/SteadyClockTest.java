// SPDX-License-Identifier: Apache-2.0
package io.millrace.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SteadyClockTest {
    private long wall = 1_000_000;
    private long nanos;
    private final SteadyClock clock = new SteadyClock(() -> wall, () -> nanos);

    @Test
    void shouldShowTheTimeOfTheMachine() {
        pass(5_000);

        assertThat(clock.milliseconds()).isEqualTo(1_005_000);
    }

    @Test
    void shouldGoOnWhenTheMachinesClockIsSetBack() {
        pass(5_000);
        wall -= 1_800_000;
        pass(1_500);
        long first = clock.milliseconds();
        pass(1_500);

        assertThat(first).isEqualTo(1_006_500);
        assertThat(clock.milliseconds()).isEqualTo(1_008_000);
    }

    @Test
    void shouldFollowWhenItIsSetForward() {
        pass(5_000);
        wall += 60_000;
        pass(1_000);

        assertThat(clock.milliseconds()).isEqualTo(1_066_000);
    }

    @Test
    void shouldShowTheTimeOfTheMachineAgainWhenItHasCaughtUp() {
        wall -= 60_000;
        clock.milliseconds();
        wall += 70_000;
        pass(1_000);

        assertThat(clock.milliseconds()).isEqualTo(wall);
    }

    @Test
    void shouldNeverGoBackWhileAClockIsAdjusted() {
        long before = clock.milliseconds();
        for (int i = 0; i < 10_000; i++) {
            wall += i % 3 == 0 ? -2 : 1;
            nanos += TimeUnit.MICROSECONDS.toNanos(500);
            long now = clock.milliseconds();
            assertThat(now).isGreaterThanOrEqualTo(before);
            before = now;
        }
    }

    private void pass(long millis) {
        wall += millis;
        nanos += TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
