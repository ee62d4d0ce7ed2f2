// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.drill.score;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.local.drill.monitor.AlertRule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScorecardTest {
    private static final String FIRST = "first";
    private static final String SECOND = "second";

    private static Outcome outcome(String drill, Integer detected, Integer repaired, boolean accounted) {
        return new Outcome(
                drill,
                new AlertRule("MillraceGone", "P1", "up == 0", Duration.ofSeconds(70), "x.md"),
                Instant.EPOCH,
                detected == null ? null : Duration.ofSeconds(detected),
                repaired == null ? null : Duration.ofSeconds(repaired),
                accounted,
                List.of(),
                "two boxes");
    }

    @Test
    void shouldGiveMeanAndLongestOfEachClass() {
        Scorecard card = new Scorecard(List.of(outcome(FIRST, 50, 100, true), outcome(SECOND, 70, 200, true)));

        assertThat(card.passed()).isTrue();
        assertThat(card.markdown())
                .startsWith("Measured by `./millrace drill run NAME…` on 1970-01-01: two boxes.\n\n| drill |")
                .contains("| first | P1 | MillraceGone | 50 s | 70 s | 100 s | yes | – |")
                .contains("| P1 | 2 | 60 s | 70 s | 150 s | 200 s | 30 min |");
    }

    @Test
    void shouldTellAllRunsOfADrillInOneRow() {
        Scorecard card = new Scorecard(
                List.of(outcome(FIRST, 50, 100, true), outcome(SECOND, 55, 90, true), outcome(FIRST, 61, 101, true)));

        assertThat(card.markdown())
                .contains("| first | P1 | MillraceGone | 50 s, 61 s | 70 s | 100 s, 101 s | yes | – |")
                .contains("| P1 | 3 | 55 s | 61 s | 97 s | 101 s | 30 min |");
    }

    @Test
    void shouldFailWhenAPageIsLateOrMissing() {
        assertThat(new Scorecard(List.of(outcome(FIRST, 71, 100, true))).passed())
                .isFalse();
        assertThat(new Scorecard(List.of(outcome(FIRST, null, 100, true))).passed())
                .isFalse();
        assertThat(new Scorecard(List.of(outcome(FIRST, 10, 100, true), outcome(SECOND, null, 100, true))).markdown())
                .contains("| P1 | 2 | never | never | 100 s | 100 s | 30 min |");
    }

    @Test
    void shouldFailWhenTheRepairFailsOrTakesTooLong() {
        assertThat(new Scorecard(List.of(outcome(FIRST, 70, null, true))).passed())
                .isFalse();
        assertThat(new Scorecard(List.of(outcome(FIRST, 70, 30 * 60, true))).passed())
                .isTrue();
        assertThat(new Scorecard(List.of(outcome(FIRST, 70, 30 * 60 + 1, true))).passed())
                .isFalse();
    }

    @Test
    void shouldFailWhenNotEveryEventIsAccountedFor() {
        Scorecard card = new Scorecard(List.of(outcome(FIRST, 50, 100, false)));

        assertThat(card.passed()).isFalse();
        assertThat(card.text()).contains("NO");
    }
}
