// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class OpenLoopTest {
    private static final long BEGIN = 1_790_000_000_000L;

    @Test
    void shouldCountExactlyTheEventsWhoseTimeLiesBefore() {
        OpenLoop schedule = new OpenLoop(BEGIN, 33_333, 100_000);

        for (long millis = BEGIN - 2; millis < BEGIN + 200; millis++) {
            long before = schedule.before(millis);

            assertThat(before == 0 || schedule.time(before - 1) < millis).isTrue();
            assertThat(schedule.time(before)).isGreaterThanOrEqualTo(Math.max(BEGIN, millis));
        }
    }

    @Test
    void shouldEndWithTheLastEvent() {
        OpenLoop schedule = new OpenLoop(BEGIN, 1_000, 5);

        assertThat(schedule.before(BEGIN + 60_000)).isEqualTo(5);
    }
}
