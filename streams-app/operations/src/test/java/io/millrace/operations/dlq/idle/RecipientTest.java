// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.dlq.idle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.millrace.operations.connect.SinkConnector;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecipientTest {
    private static Recipient recipient(String topics, String state, String... tasks) {
        return new Recipient(
                "search",
                "logs.redriven",
                Optional.of(new SinkConnector(
                        "search",
                        Map.of("topics", topics, "consumer.override.group.id", "readers"),
                        state,
                        List.of(tasks),
                        "")));
    }

    private static void assertStops(Recipient recipient, String... why) {
        assertThatExceptionOfType(NoOutcomeException.class)
                .isThrownBy(recipient::requireReading)
                .withMessageContainingAll(why);
    }

    /** None of them commits anything, however long one waits. */
    @Test
    void shouldNotWaitForAConnectorThatDoesNotRead() {
        assertStops(new Recipient("search", "logs.redriven", Optional.empty()), "The connector search does not exist");
        assertStops(recipient("logs.batches", "RUNNING", "RUNNING"), "does not read logs.redriven");
        assertStops(recipient("logs.redriven", "RUNNING", "RUNNING", "FAILED"), "its tasks are [RUNNING, FAILED]");
        assertStops(recipient("logs.redriven", "PAUSED", "PAUSED"), "is PAUSED");
        assertStops(recipient("logs.redriven", "STOPPED"), "is STOPPED");
        assertStops(recipient("logs.redriven", "FAILED"), "is FAILED");
    }

    @Test
    void shouldWaitForAConnectorThatRunsOrIsMovedToAnotherWorker() {
        assertThatCode(recipient("logs.redriven", "RUNNING", "RUNNING")::requireReading)
                .doesNotThrowAnyException();
        assertThatCode(recipient("logs.redriven", "RUNNING", "UNASSIGNED")::requireReading)
                .doesNotThrowAnyException();
        assertThatCode(recipient("logs.redriven", "RUNNING", "RESTARTING")::requireReading)
                .doesNotThrowAnyException();
    }

    @Test
    void shouldKnowItsGroup() {
        assertThat(recipient("logs.redriven", "RUNNING", "RUNNING").group()).isEqualTo("readers");
        assertThat(new Recipient("search", "logs.redriven", Optional.empty()).group())
                .isEqualTo("connect-search");
    }
}
