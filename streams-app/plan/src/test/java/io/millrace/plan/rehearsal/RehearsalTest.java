// SPDX-License-Identifier: Apache-2.0
package io.millrace.plan.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.config.MillraceConfig;
import io.millrace.config.PipelineConfig;
import io.millrace.schemas.CloseReason;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RehearsalTest {
    private static final TaskLimits LIMITS = new TaskLimits(64 << 20, 1_000, true);

    @Test
    void shouldCloseFullBatches() {
        Rehearsed rehearsed = rehearse(Map.of("batch.max.events", "10", "window.ms", "60000"), 100, "50");

        assertThat(rehearsed.batches().get(CloseReason.EVENTS)).isGreaterThan(500);
        assertThat((double) rehearsed.events() / rehearsed.closed()).isCloseTo(10, within(0.01));
    }

    @Test
    void shouldCloseBatchesWithTheirWindow() {
        Rehearsed rehearsed = rehearse(Map.of("window.ms", "1000", "grace.ms", "0", "max.age.ms", "60000"), 100, "50");

        assertThat(rehearsed.batches().get(CloseReason.WINDOW)).isEqualTo(rehearsed.closed());
        assertThat((double) rehearsed.events() / rehearsed.closed()).isCloseTo(100, within(4.0));
        assertThat(rehearsed.closed() / rehearsed.seconds()).isCloseTo(1, within(0.01));
    }

    @Test
    void shouldCloseOldBatchesAtTheTickAfterTheirAge() {
        Rehearsed rehearsed = rehearse(Map.of("window.ms", "60000", "max.age.ms", "2050"), 1, "50");

        // Opened with an event, closed 2.1 s later by a tick each 100 ms: 1 + 2.1 events.
        assertThat(rehearsed.batches().get(CloseReason.AGE)).isEqualTo(rehearsed.closed());
        assertThat((double) rehearsed.events() / rehearsed.closed()).isCloseTo(3.1, within(0.4));
    }

    @Test
    void shouldCountWhatIsWrittenToTheStateTopicOfBatchesThatOutliveACommit() {
        Map<String, String> window = Map.of("window.ms", "10000", "grace.ms", "0", "max.age.ms", "60000");

        Rehearsed often = rehearse(window, 100, "1000");
        Rehearsed never = Rehearsal.of(
                pipeline(window),
                new Traffic(100, EventSizes.parse("", "1000"), 0, 0),
                new TaskLimits(64 << 20, 3_600_000, true));

        assertThat((double) often.stateBytes()).isBetween(0.5 * often.batchBytes(), 1.5 * often.batchBytes());
        assertThat(never.stateBytes()).isLessThan(often.stateBytes() / 10);
    }

    @Test
    void shouldMixSizesByTheirWeights() {
        Rehearsed rehearsed = rehearse(Map.of("batch.max.events", "1000", "window.ms", "60000"), 1_000, "100:9,1000:1");

        assertThat(EventSizes.parse("", "100:9,1000:1").mean()).isEqualTo(190);
        assertThat((double) rehearsed.batchBytes() / rehearsed.events()).isBetween(190.0, 225.0);
    }

    private static Rehearsed rehearse(Map<String, String> rules, double rate, String bytes) {
        return Rehearsal.of(pipeline(rules), new Traffic(rate, EventSizes.parse("", bytes), 0, 0), LIMITS);
    }

    private static PipelineConfig pipeline(Map<String, String> rules) {
        Map<String, String> settings = new HashMap<>(Map.of("pipelines", "p", "pipelines.p.format", "JSON"));
        rules.forEach((key, value) -> settings.put("pipelines.p." + key, value));
        return MillraceConfig.of(settings).pipeline("p");
    }
}
