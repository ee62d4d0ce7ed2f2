// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class SlopeTest {
    @Test
    void shouldSeeTheSlopeOfPointsFarFromTheOrigin() {
        Slope slope = new Slope();
        for (int i = 0; i < 1_000; i++) {
            slope.add(1e12 + i, 1e9 + 3 * i + (i % 2 == 0 ? 0.5 : -0.5));
        }

        assertThat(slope.value()).isCloseTo(3, within(1e-3));
    }

    @Test
    void shouldSeeTheRateThroughSteps() {
        Slope slope = new Slope();
        for (int i = 0; i < 600; i++) {
            slope.add(i, i - i % 100);
        }

        assertThat(slope.value()).isCloseTo(1, within(0.03));
    }

    @Test
    void shouldKnowNothingOfOnePoint() {
        Slope slope = new Slope();
        slope.add(1, 1);

        assertThat(slope.value()).isNaN();
    }
}
