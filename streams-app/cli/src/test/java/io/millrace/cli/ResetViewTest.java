// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.operations.reset.PartitionReset;
import io.millrace.operations.reset.ResetPlan;
import io.millrace.operations.reset.ResetPosition.Kind;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ResetViewTest {
    private static ResetPlan plan(List<String> members) {
        return new ResetPlan(
                "clicks",
                "app.clicks",
                members,
                Kind.EARLIEST,
                List.of(new PartitionReset(new TopicPartition("clicks.events", 0), 1200, 0, 0, -1, 1200)),
                List.of(new TopicPartition("old.events", 0)),
                List.of("app.clicks-open-batches-changelog"),
                List.of("app.clicks-grouped-repartition"),
                "app.clicks-topology-changelog");
    }

    @Test
    void shouldSayAllThatItWouldDoAndWhatFollows() {
        String text = ResetView.text(List.of(plan(List.of())), false);

        assertThat(text.lines().toList())
                .startsWith(
                        "clicks, application app.clicks: would be reset",
                        "  deletes the topic app.clicks-open-batches-changelog",
                        "  deletes the topic app.clicks-topology-changelog",
                        "  empties the topic app.clicks-grouped-repartition",
                        "  deletes the offset of old.events-0",
                        "  SETS THE OFFSET OF    FROM   TO   AGAIN, AT MOST   LOST, AT MOST",
                        "  clicks.events-0      1,200    0            1,200               -")
                .endsWith("Nothing was changed; --execute does it.");
        assertThat(text).contains("what was batched already comes again", "verify will call it twice");
    }

    @Test
    void shouldSayWhoKeepsItFromHappening() {
        assertThat(ResetView.text(List.of(plan(List.of("stream-1/10.0.0.7"))), false))
                .contains("member of the group: stream-1/10.0.0.7", "--execute would refuse: a group has members");
    }

    @Test
    void shouldTellProgramsTheSame() throws Exception {
        JsonNode root = new ObjectMapper().readTree(ResetView.json(List.of(plan(List.of())), true));

        assertThat(root.get("executed").asBoolean()).isTrue();
        JsonNode one = root.get("pipelines").get(0);
        assertThat(one.get("deletedTopics")).hasSize(2);
        assertThat(one.get("members")).isEmpty();
        assertThat(one.get("offsets").get(0).get("from").asLong()).isEqualTo(1200);
        assertThat(one.get("offsets").get(0).get("lostAtMost").isNull()).isTrue();
    }
}
