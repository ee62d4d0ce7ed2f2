// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class WindowOrderTest {
    private static final int WINDOWS = 4 * WindowOrder.PHASES;

    private final WindowOrder order = new WindowOrder(WINDOWS);

    @Test
    void shouldBeginWithAllWindows() {
        for (int window = 0; window < WINDOWS; window++) {
            assertThat(order.next()).isEqualTo(window);
        }
    }

    @Test
    void shouldCloseAsManyBatchesInEachRound() {
        // Given
        int[] events = new int[WINDOWS];
        int[] closed = new int[100];

        // When
        for (int round = 0; round < closed.length; round++) {
            for (int i = 0; i < WINDOWS; i++) {
                int window = order.next();
                events[window]++;
                closed[round] += events[window] % WindowOrder.PHASES == 0 ? 1 : 0;
            }
        }

        // Then
        assertThat(Arrays.stream(closed).skip(50)).allMatch(batches -> Math.abs(batches - 4) <= 1);
    }

    @Test
    void shouldLetAllTakeTurnsInTheEnd() {
        // Given
        int[] events = new int[WINDOWS];

        // When
        for (int i = 0; i < 200 * WINDOWS; i++) {
            events[order.next()]++;
        }

        // Then
        assertThat(Arrays.stream(events).max().getAsInt()
                        - Arrays.stream(events).min().getAsInt())
                .isLessThanOrEqualTo(WindowOrder.PHASES);
    }

    @Test
    void shouldKnowOnlyOneWindowIfThereIsOne() {
        WindowOrder one = new WindowOrder(1);

        assertThat(one.next() + one.next() + one.next()).isZero();
    }
}
