// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.reset;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.config.StreamsApplication;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InternalTopicsTest {
    private static final List<String> TOPICS = List.of(
            "app.logs-open-batches-changelog",
            "app.logs-by-key-repartition",
            "app.logs-topology-changelog",
            "app.logs-eu-open-batches-changelog",
            "app.logs-eu-topology-changelog",
            "app.logs-notes",
            "logs.events",
            "another.app.logs-open-batches-changelog");

    @Test
    void shouldFindWhatKafkaStreamsHasMade() {
        assertThat(InternalTopics.of(new StreamsApplication("app.logs"), TOPICS, Set.of("app.logs", "app.logs-eu")))
                .containsExactly("app.logs-by-key-repartition", "app.logs-open-batches-changelog");
        assertThat(InternalTopics.of(new StreamsApplication("app.logs-eu"), TOPICS, Set.of("app.logs", "app.logs-eu")))
                .containsExactly("app.logs-eu-open-batches-changelog");
    }

    /** Whoever is in a group of that name. */
    @Test
    void shouldNeverLeaveOutTheStateTopic() {
        assertThat(InternalTopics.of(
                        new StreamsApplication("app.logs"), TOPICS, Set.of("app.logs-open", "app.logs-eu")))
                .containsExactly("app.logs-by-key-repartition", "app.logs-open-batches-changelog");
    }

    @Test
    void shouldKnowApplicationsByTheRecordOfTheirTopology() {
        assertThat(InternalTopics.recorded(TOPICS)).containsExactly("app.logs", "app.logs-eu");
    }
}
