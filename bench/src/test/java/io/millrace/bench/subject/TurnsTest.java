// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.subject;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private final List<String> answers = new ArrayList<>();

    @Test
    void shouldAnswerEachTurnWithWhatWasDoneInIt() throws Exception {
        // Given
        Turns turns = new Turns(new Counting(), spec(Long.MAX_VALUE));

        // When
        turns.take(new BufferedReader(new StringReader("0 0\n0 1\n")), answers::add);

        // Then
        assertThat(answers)
                .hasSize(2)
                .allSatisfy(
                        answer -> assertThat(answer)
                                .matches(
                                        "slice events=[1-9][0-9]* nanos=[1-9][0-9]* workNanos=[1-9][0-9]* allocatedBytes=[0-9]+ last=0"));
    }

    @Test
    void shouldSayWhenNothingIsLeftInsteadOfWaitingForMore() throws Exception {
        // Given
        Turns turns = new Turns(new Counting(), spec(3));

        // When
        turns.take(new BufferedReader(new StringReader("0 1000000\n1000000 1000000\n")), answers::add);

        // Then
        assertThat(answers).hasSize(2).allSatisfy(answer -> assertThat(answer).endsWith("last=1"));
    }

    private static Spec spec(long events) {
        return new Spec(Map.of(Spec.EVENTS, Long.toString(events)));
    }

    /** An event, and a nanosecond, each time it is asked. */
    private static final class Counting implements Subject {
        private long processed;
        private long nanos;

        @Override
        public void start() {}

        @Override
        public long processed() {
            return processed++;
        }

        @Override
        public long workNanos() {
            return nanos++;
        }

        @Override
        public long stop() {
            return processed;
        }
    }
}
