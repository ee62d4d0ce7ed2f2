// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.operations.verify.topics.NotNowException;
import io.millrace.operations.verify.topics.VerificationException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class RoundsTest {
    private static final VerificationReport CONSERVED = new VerificationReport(Map.of(), List.of(), Set.of());
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(1);

    private int rounds;

    @Test
    void shouldAskAgainWhatCannotAnswerYet() throws Exception {
        VerificationReport report = Rounds.repeat(() -> round(3, new NotNowException("starting")), LONG, SHORT);

        assertThat(report).isSameAs(CONSERVED);
        assertThat(rounds).isEqualTo(3);
    }

    @Test
    void shouldSayWhatDidNotAnswerWhenTheTimeIsOver() {
        Supplier<VerificationReport> never = () -> round(Integer.MAX_VALUE, new NotNowException("starting"));

        assertThatThrownBy(() -> Rounds.repeat(never, Duration.ZERO, SHORT)).hasMessage("starting");
        assertThat(rounds).isEqualTo(1);
        assertThatThrownBy(() -> Rounds.repeat(never, Duration.ofMillis(50), SHORT))
                .hasMessage("starting");
        assertThat(rounds).isGreaterThan(2);
    }

    @Test
    void shouldNotWaitForWhatWillNotAnswer() {
        assertThatThrownBy(() -> Rounds.repeat(() -> round(3, new VerificationException("no right")), LONG, SHORT))
                .hasMessage("no right");
        assertThat(rounds).isEqualTo(1);
    }

    /** All before the one numbered {@code good}, from 1 on, fail. */
    private VerificationReport round(int good, VerificationException failure) {
        rounds++;
        if (rounds < good) {
            throw failure;
        }
        return CONSERVED;
    }
}
