// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class SamplesTest {
    private static final long RATE = 50_000;

    /** Sixty of them, a second apart. */
    private static Samples minute(LongUnaryOperator deliveredAt, LongUnaryOperator memoryAt) {
        return new Samples(LongStream.rangeClosed(1, 60)
                .mapToObj(second -> new Sample(
                        1_000 * second,
                        RATE * second,
                        0,
                        deliveredAt.applyAsLong(second),
                        0,
                        new Sample.Memory(memoryAt.applyAsLong(second), 0, second)))
                .toList());
    }

    @Test
    void shouldSeeTheRateThroughTheSteps() {
        Samples samples = minute(second -> RATE * (second / 3 * 3 - 2), second -> 1);

        assertThat(samples.deliveredPerSecond()).isCloseTo(RATE, within(0.01 * RATE));
    }

    @Test
    void shouldSeeThatLessIsDeliveredThanOffered() {
        Samples samples = minute(second -> second * RATE * 9 / 10, second -> 1);

        assertThat(samples.deliveredPerSecond()).isCloseTo(0.9 * RATE, within(1.0));
        assertThat(samples.mostLag()).isEqualTo(6 * RATE);
    }

    @Test
    void shouldForgetTheLagOfTheFirstThird() {
        Samples samples = minute(second -> second <= 20 ? 0 : RATE * (second - 2), second -> 1);

        assertThat(samples.mostLag()).isEqualTo(2 * RATE);
    }

    @Test
    void shouldHoldTheLastQuarterAgainstTheSecond() {
        Samples samples = minute(second -> 0, second -> second > 45 ? 300 : second > 15 ? 200 : 1);

        assertThat(samples.memoryGrowth()).isCloseTo(1.5, within(1e-9));
    }

    @Test
    void shouldRefuseTooFew() {
        assertThatThrownBy(() -> new Samples(List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
