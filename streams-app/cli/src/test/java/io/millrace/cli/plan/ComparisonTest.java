// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.plan.Plan;
import io.millrace.plan.figure.Interval;
import io.millrace.plan.money.Bill;
import io.millrace.plan.money.Prices;
import io.millrace.plan.observed.Observation;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    /** Each of four partitions closes a batch of 7,500 events twice a minute. */
    private static final Plan PLAN = new Plan(
            "p", "throughput", List.of(), new Bill(Prices.shipped()), List.of(), List.of(), 7_500, 8, Interval.of(1));

    @Test
    void shouldSayForHowLongToLookWhereOneMoreObjectOfEachPartitionIsTooMuch() {
        Comparison threeMinutes = Comparison.of(PLAN, new Observation(180, 180_000, 28, 180_000, 1), 4);

        assertThat(threeMinutes.isClose()).isFalse();
        assertThat(threeMinutes.isTooShort()).isTrue();
        assertThat(threeMinutes.longEnough()).isEqualTo(5);
    }

    @Test
    void shouldBeContentWithTenObjectsOfEachPartition() {
        Comparison fiveMinutes = Comparison.of(PLAN, new Observation(300, 300_000, 42, 300_000, 1), 4);

        assertThat(fiveMinutes.isTooShort()).isFalse();
        assertThat(fiveMinutes.isClose()).isTrue();
    }
}
