// SPDX-License-Identifier: Apache-2.0
package io.millrace.plan.measured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.plan.figure.Interval;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class NextRoundTest {
    private static final int TRIALS = 20_000;

    @Test
    void shouldGoFromTheLeastToTheMostWhenTwoAreAllThereIs() {
        assertThat(NextRound.after(7)).isEqualTo(Interval.of(7));
        assertThat(NextRound.after(4, 1)).isEqualTo(new Interval(1, 2, 4));
    }

    @Test
    void shouldHoldNineteenOfTwentyFurtherRounds() {
        SplittableRandom random = new SplittableRandom(1);
        int held = 0;
        for (int trial = 0; trial < TRIALS; trial++) {
            Interval next = NextRound.after(DoubleStream.generate(() -> Math.exp(0.2 * random.nextGaussian()))
                    .limit(4)
                    .toArray());
            double round = Math.exp(0.2 * random.nextGaussian());
            if (next.least() <= round && round <= next.most()) {
                held++;
            }
        }

        assertThat((double) held / TRIALS).isCloseTo(0.95, within(0.01));
    }
}
