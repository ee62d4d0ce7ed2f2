// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.transactions;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.operations.transactions.OpenTransaction.Outcome;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutcomesTest {
    private static final ProducerState HANGING =
            new ProducerState(34, 5, 0, 0, OptionalInt.of(2), OptionalLong.of(197));

    private static TransactionDescription last(TransactionState state, int epoch) {
        return new TransactionDescription(1, state, 34, epoch, 60_000, OptionalLong.empty(), Set.of());
    }

    @ParameterizedTest
    @CsvSource({
        "COMPLETE_COMMIT, 6, COMMITTED",
        "COMPLETE_ABORT, 6, ABORTED",
        // The end of the one before, or of one that came later.
        "COMPLETE_COMMIT, 5, UNKNOWN",
        "COMPLETE_COMMIT, 7, UNKNOWN",
        "EMPTY, 6, UNKNOWN",
        "PREPARE_COMMIT, 6, UNKNOWN"
    })
    void shouldTakeTheWordOfTheCoordinatorForThisVeryTransaction(TransactionState state, int epoch, Outcome outcome) {
        assertThat(Outcomes.decided(HANGING, last(state, epoch))).isEqualTo(outcome);
    }

    @Test
    void shouldNotKnowWhatBecameOfOneThatNoCoordinatorRemembers() {
        assertThat(Outcomes.decided(HANGING, null)).isEqualTo(Outcome.UNKNOWN);
    }
}
