// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.topics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StepTest {
    private final Change more = new Change.Reassign("t", 1, 3, Map.of(0, List.of(1, 2, 3)));
    private final Change fewer = new Change.Reassign("t", 3, 1, Map.of(0, List.of(1)));

    @Test
    void shouldWaitForMoreCopiesOnlyWhenTheyAreThere() {
        Change waitForMore = new Change.Alter("t", "min.insync.replicas", "1", "2", false);

        assertThat(Step.of(waitForMore)).isGreaterThan(Step.of(more));
    }

    @Test
    void shouldWaitForFewerCopiesBeforeTheyGo() {
        Change waitForFewer = new Change.Alter("t", "min.insync.replicas", "2", "1", true);

        assertThat(Step.of(waitForFewer)).isLessThan(Step.of(fewer));
    }

    @Test
    void shouldPickTheChangesOfAStep() {
        Change other = new Change.Alter("t", "retention.ms", "2", "1", true);

        assertThat(Step.ALTER.of(Change.Alter.class, List.of(more, other))).containsExactly((Change.Alter) other);
        assertThat(Step.REASSIGN.of(Change.Reassign.class, List.of(more, other)))
                .hasSize(1);
    }
}
