// SPDX-License-Identifier: Apache-2.0
package io.millrace.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** No batch exceeds what its pipeline allows, however events and commits fall. */
class BatchBoundsTest {
    @Property(tries = 200)
    void shouldNeverExceedEventsOrBytes(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 50) int maxEvents,
            @ForAll @IntRange(min = 1024, max = 6000) int maxBytes) {
        Random random = new Random(seed);
        SimulatedPartition partition = new SimulatedPartition(
                Map.of(
                        "batch.max.events", Integer.toString(maxEvents),
                        "batch.max.bytes", Integer.toString(maxBytes)),
                true,
                1 << 20);
        partition.start();
        for (int i = 0; i < 300; i++) {
            partition.process(1_000_000 + i, random.nextInt(2_000));
            if (random.nextInt(10) == 0) {
                partition.commit();
            }
        }
        partition.passTime(3_600_000);
        partition.commit();

        assertThat(partition.largestBatchBytes()).isBetween(1, maxBytes);
        assertThat(partition.output)
                .allSatisfy(batch -> assertThat(batch.header().eventCount()).isBetween(1, maxEvents));
    }
}
