// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.dlq.idle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaitingTest {
    private final List<String> said = new ArrayList<>();
    private Duration now = Duration.ZERO;
    private final Waiting waiting = new Waiting(said::add, () -> now.toNanos());

    @Test
    void shouldSayEachThingOnceAndAgainEveryMinute() {
        waiting.on("a");
        waiting.on("a");
        waiting.on("b");
        now = now.plusSeconds(59);
        waiting.on("b");
        now = now.plusSeconds(1);
        waiting.on("b");

        assertThat(said).containsExactly("Waiting: a", "Waiting: b", "Waiting: b");
    }

    @Test
    void shouldSayItAnewForTheNextDeadLetter() {
        waiting.on("a");
        waiting.end();
        waiting.on("a");

        assertThat(said).hasSize(2);
    }
}
