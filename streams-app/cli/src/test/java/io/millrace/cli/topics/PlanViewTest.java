// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli.topics;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.operations.topics.Change;
import io.millrace.operations.topics.TopicPlan;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanViewTest {
    @Test
    void shouldShowThePlanAsTableAndAsJson() {
        TopicPlan plan = new TopicPlan(
                List.of(new Change.Alter("logs.events", "min.insync.replicas", "2", "1", true)), List.of("a word"));

        assertThat(PlanView.text(plan)).contains("TOPIC", "logs.events", "LOWERS DURABILITY", "Note: a word");
        assertThat(PlanView.json(plan).at("/changes/0/lowersDurability").asBoolean())
                .isTrue();
    }
}
