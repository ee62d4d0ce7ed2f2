// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LatenciesTest {
    private final Latencies latencies = new Latencies();

    @Test
    void shouldMatchAnEventWithItsBatchWhicheverIsHeardOfFirst() {
        // Given
        latencies.sent("clicks.events", 0, 50, 1_000);
        latencies.read("clicks.events", 1, 50, 1_700);

        // When
        latencies.read("clicks.events", 0, 50, 1_300);
        latencies.sent("clicks.events", 1, 50, 1_000);

        // Then
        assertThat(latencies.percentile(50)).isEqualTo(300);
        assertThat(latencies.percentile(99)).isEqualTo(700);
    }

    @Test
    void shouldKnowNothingOfEventsThatWereNeverBatched() {
        // When
        latencies.sent("clicks.events", 0, 50, 1_000);

        // Then
        assertThat(latencies.percentile(99)).isZero();
    }
}
