// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.path;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.bench.path.BatchLedger.Count;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class BatchLedgerTest {
    @Test
    void shouldAddUpWhatLiesBelowTheNextOffsets() {
        BatchLedger ledger = new BatchLedger();
        ledger.add(0, 0, 10);
        // A transaction's marker takes an offset, too.
        ledger.add(0, 2, 20);
        ledger.add(1, 0, 5);

        assertThat(ledger.below(Map.of(0, 2L))).isEqualTo(new Count(1, 10));
        assertThat(ledger.below(Map.of(0, 3L, 1, 1L))).isEqualTo(new Count(3, 35));
        assertThat(ledger.below(Map.of(1, 0L, 7, 9L))).isEqualTo(Count.NONE);
        assertThat(ledger.seen()).isEqualTo(new Count(3, 35));
    }
}
